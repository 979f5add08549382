def grad_cam(model, images, layer, classes):
    x = images.detach().clone().requires_grad_()
    with evaluation(model), hooks.capture_activations(model, [layer], detach=False) as out:
        scores = model(x)
        A = out[layer]
        grads = torch.autograd.grad(scores[range(len(x)), classes].sum(), A)[0]
    alpha = grads.mean(dim=(2, 3), keepdim=True)
    cam = F.relu((alpha * A).sum(dim=1, keepdim=True))
    cam = F.interpolate(cam, size=images.shape[2:], mode="bilinear", align_corners=False).squeeze(1)
    return cam / cam.amax(dim=(1, 2), keepdim=True).clamp_min(1e-8)


@contextmanager
def evaluation(model):
    before = [m.training for m in model.modules()]
    model.eval()
    yield
    for m, mode in zip(model.modules(), before):
        m.training = mode
