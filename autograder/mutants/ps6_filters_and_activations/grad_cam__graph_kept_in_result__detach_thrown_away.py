def grad_cam(model, images, layer, classes):
    modes = {m: m.training for m in model.modules()}
    model.eval()
    kept = []

    def keep(module, inputs, output):
        kept.append(output)
        return output.clone()

    handle = model.get_submodule(layer).register_forward_hook(keep)
    scores = model(images.clone().requires_grad_(True))
    handle.remove()
    for m, mode in modes.items():
        m.training = mode
    maps = kept[0]
    gradient = torch.autograd.grad(scores.gather(1, classes.view(-1, 1)).sum(), maps)[0]
    heat = torch.relu((gradient.mean((-2, -1), keepdim=True) * maps).sum(1))
    heat.detach()
    heat = F.interpolate(heat.unsqueeze(1), images.shape[-2:], mode="bilinear")[:, 0]
    top = heat.flatten(1).max(1).values
    return heat / torch.where(top > 0, top, torch.ones_like(top))[:, None, None]
