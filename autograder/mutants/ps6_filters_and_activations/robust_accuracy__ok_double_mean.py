def robust_accuracy(model, images, labels, epsilon):
    with evaluation_mode(model):
        scores = model(fgsm(model, images, labels, epsilon))
    return (scores.max(1).indices == labels).double().mean().item()
