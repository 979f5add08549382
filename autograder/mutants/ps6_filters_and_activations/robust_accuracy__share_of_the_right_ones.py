def robust_accuracy(model, images, labels, epsilon):
    with evaluation_mode(model):
        known = (model(images).argmax(1) == labels).nonzero().flatten()
        x, y = images[known], labels[known]
        guesses = model(fgsm(model, x, y, epsilon)).argmax(1)
    return (guesses == y).float().mean().item()


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
