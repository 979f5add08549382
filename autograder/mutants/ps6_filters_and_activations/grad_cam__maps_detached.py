def grad_cam(model, images, layer, classes):
    modes = {m: m.training for m in model.modules()}
    model.eval()
    x = images.clone().requires_grad_()
    with hooks.capture_activations(model, [layer]) as out:
        scores = model(x)
    for m, t in modes.items():
        m.training = t
    maps = out[layer]
    s = scores[torch.arange(len(classes)), classes].sum()
    (g,) = torch.autograd.grad(s, maps)
    w = g.mean((2, 3), keepdim=True)
    heat = F.relu((w * maps).sum(1, keepdim=True)).detach()
    heat = F.interpolate(heat, size=images.shape[2:], mode="bilinear", align_corners=False)[:, 0]
    top = heat.amax((1, 2), keepdim=True)
    return torch.where(top > 0, heat / top, heat)
