def grad_cam(model, images, layer, classes):
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    grads, maps = [], []
    module = model.get_submodule(layer)
    module.register_forward_hook(lambda m, i, o: (maps.append(o), o.register_hook(grads.append), o.clone())[-1])
    x = images.clone().requires_grad_()
    scores = model(x).gather(1, classes[:, None])
    torch.autograd.grad(scores.sum(), x)
    for m, mode in modes:
        m.training = mode
    cam = (grads[0].mean((2, 3), keepdim=True) * maps[0].detach()).sum(1, keepdim=True).relu()
    cam = F.interpolate(cam, images.shape[2:], mode="bilinear")[:, 0]
    return cam / cam.amax((1, 2), keepdim=True).clamp(min=1e-12)
