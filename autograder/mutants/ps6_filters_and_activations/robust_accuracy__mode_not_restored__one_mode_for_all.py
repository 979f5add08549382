def robust_accuracy(model, images, labels, epsilon):
    was = model.training
    attacked = fgsm(model, images, labels, epsilon)
    model.eval()
    with torch.no_grad():
        right = (model(attacked).argmax(1) == labels).float().mean().item()
    model.train(was)
    return right
