import numpy as np


def robust_accuracy(model, images, labels, epsilon):
    attacked = fgsm(model, images, labels, epsilon)
    with evaluation_mode(model):
        scores = model(attacked).detach().numpy()
    return float(np.mean(scores.argmax(1) == labels.numpy()))


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
