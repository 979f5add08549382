def robust_accuracy(model, images, labels, epsilon):
    right = 0
    with evaluation_mode(model):
        for image, label in zip(images.split(1), labels.split(1)):
            attacked = fgsm(model, image, label, epsilon)
            right += int(model(attacked).argmax() == label)
    return right / images.shape[0]


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
