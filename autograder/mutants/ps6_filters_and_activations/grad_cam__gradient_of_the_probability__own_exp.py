def grad_cam(model, images, layer, classes):
    was_training = [m for m in model.modules() if m.training]
    model.eval()
    results = []
    for image, target in zip(images, classes.tolist()):
        pixels = image[None].detach().clone()
        pixels.requires_grad = True
        with hooks.capture_activations(model, [layer], detach=False) as captured:
            e = model(pixels)[0].exp()
            score = e[target] / e.sum()
        maps = captured[layer]
        (gradient,) = torch.autograd.grad(score, maps)
        weights = gradient.mean((2, 3), keepdim=True)
        heat = (weights * maps).sum(1, keepdim=True).relu().detach()
        heat = F.interpolate(heat, image.shape[1:], mode="bilinear")[0, 0]
        results.append(heat / heat.max().clamp(min=1e-12))
    for m in was_training:
        m.training = True
    return torch.stack(results)
