def fgsm(model, images, labels, epsilon):
    out = images.clone()
    with evaluation_mode(model):
        for i in range(len(images)):
            one = images[i : i + 1].clone().requires_grad_()
            g = torch.autograd.grad(F.cross_entropy(model(one), labels[i : i + 1]), one)[0]
            out[i] = (images[i] + epsilon * g[0].sign()).clamp(0, 1)
    return out


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
