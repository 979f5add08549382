def robust_accuracy(model, images, labels, epsilon):
    adv = fgsm(model, images, labels, epsilon)
    modes = [m.training for m in model.modules()]
    model.eval()
    with torch.no_grad():
        pred = model(adv).argmax(dim=0)
    for m, mode in zip(model.modules(), modes):
        m.training = mode
    correct = (pred == labels).sum().item()
    return correct / len(labels)
