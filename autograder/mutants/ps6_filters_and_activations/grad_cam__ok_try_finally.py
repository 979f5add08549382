def grad_cam(model, images, layer, classes):
    training = [(m, m.training) for m in model.modules()]
    with torch.enable_grad():
        try:
            model.eval()
            leaf = images.detach().clone().requires_grad_()
            with hooks.capture_activations(model, layer, detach=False) as captured:
                scores = model(leaf)
            a = captured[layer]
            weights = torch.ones_like(classes, dtype=scores.dtype)
            (g,) = torch.autograd.grad(scores.gather(1, classes.view(-1, 1)).view(-1), a, grad_outputs=weights)
        finally:
            for m, mode in training:
                m.training = mode
    heat = torch.zeros(a.shape[0], 1, *a.shape[2:], dtype=a.dtype)
    for k in range(a.shape[1]):
        heat += g[:, k : k + 1].mean((2, 3), keepdim=True) * a[:, k : k + 1].detach()
    heat = F.interpolate(torch.max(heat, torch.zeros_like(heat)), size=tuple(images.shape[2:]), mode="bilinear")[:, 0]
    top = heat.amax((1, 2), keepdim=True)
    return torch.where(top > 0, heat / top, heat)
