def grad_cam(model, images, layer, classes):
    module = model.get_submodule(layer)
    kept = {}
    forward = module.register_forward_hook(lambda m, i, o: kept.update(maps=o))
    backward = module.register_full_backward_hook(lambda m, gi, go: kept.update(gradient=go[0]))
    modes = [m.training for m in model.modules()]
    try:
        model.eval()
        scores = model(images.clone().requires_grad_())
        scores.gather(1, classes[:, None]).sum().backward()
    finally:
        forward.remove()
        backward.remove()
        for m, mode in zip(model.modules(), modes):
            m.training = mode
    weights = kept["gradient"].mean(dim=(2, 3), keepdim=True)
    cam = F.relu((weights * kept["maps"]).sum(dim=1, keepdim=True)).detach()
    cam = F.interpolate(cam, images.shape[2:], mode="bilinear")[:, 0]
    return cam / cam.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)
