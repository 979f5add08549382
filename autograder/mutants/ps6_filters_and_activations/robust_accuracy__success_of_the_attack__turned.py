def robust_accuracy(model, images, labels, epsilon):
    with evaluation_mode(model):
        before = model(images).argmax(1) == labels
        after = model(fgsm(model, images, labels, epsilon)).argmax(1) == labels
    return ((before.int() - after.int()).clamp(min=0).sum() / before.sum()).item()


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
