def robust_accuracy(model, images, labels, epsilon):
    with evaluation_mode(model):
        scores = model(fgsm(model, images, labels, epsilon))
    return (scores.max(1).indices == labels).double().mean().item()


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
