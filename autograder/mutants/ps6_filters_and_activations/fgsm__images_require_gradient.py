def fgsm(model, images, labels, epsilon):
    images.requires_grad = True
    with evaluation_mode(model):
        loss = F.cross_entropy(model(images), labels)
    (g,) = torch.autograd.grad(loss, images)
    return (images.detach() + epsilon * g.sign()).clamp(0, 1)


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
