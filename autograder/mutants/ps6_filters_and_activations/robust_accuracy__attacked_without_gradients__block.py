def robust_accuracy(model, images, labels, epsilon):
    with evaluation_mode(model), torch.no_grad():
        attacked = fgsm(model, images, labels, epsilon)
        return (model(attacked).argmax(1) == labels).float().mean().item()
