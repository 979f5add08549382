def fgsm(model, images, labels, epsilon):
    x = images.clone().requires_grad_()
    with evaluation_mode(model):
        (g,) = torch.autograd.grad(F.cross_entropy(model(x), labels), x)
    images += epsilon * g.sign()
    return images.clamp_(0, 1)


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
