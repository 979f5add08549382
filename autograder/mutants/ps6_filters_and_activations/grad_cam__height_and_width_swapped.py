def grad_cam(model, images, layer, classes):
    module = dict(model.named_modules())[layer]
    kept = {}

    def hook(m, i, o):
        kept["maps"] = o
        return o.clone()

    handle = module.register_forward_hook(hook)
    modes = {name: m.training for name, m in model.named_modules()}
    model.eval()
    x = images.clone().requires_grad_(True)
    scores = model(x)
    handle.remove()
    for name, m in model.named_modules():
        m.training = modes[name]
    n = len(images)
    chosen = scores[torch.arange(n), classes]
    grads = torch.autograd.grad(chosen.sum(), kept["maps"])[0]
    maps = kept["maps"].detach()
    alpha = grads.mean(dim=(2, 3))
    cam = torch.einsum("nk,nkhw->nhw", alpha, maps)
    cam = F.relu(cam)
    cam = F.interpolate(cam[:, None], size=(images.shape[3], images.shape[2]), mode="bilinear", align_corners=False).squeeze(1)
    biggest = cam.flatten(1).max(dim=1).values
    biggest[biggest == 0] = 1
    return cam / biggest[:, None, None]
