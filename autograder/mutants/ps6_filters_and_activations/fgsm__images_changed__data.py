def fgsm(model, images, labels, epsilon):
    x = images.detach()
    x.requires_grad_()
    with evaluation_mode(model):
        (g,) = torch.autograd.grad(F.cross_entropy(model(x), labels), x)
    x.data.add_(epsilon * g.sign()).clamp_(0, 1)
    return x.detach()


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
