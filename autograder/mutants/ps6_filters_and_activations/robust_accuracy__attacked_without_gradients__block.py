def robust_accuracy(model, images, labels, epsilon):
    with evaluation_mode(model), torch.no_grad():
        attacked = fgsm(model, images, labels, epsilon)
        return (model(attacked).argmax(1) == labels).float().mean().item()


@contextmanager
def evaluation_mode(model):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training
