def robust_accuracy(model, images, labels, epsilon):
    adv = fgsm(model, images, labels, epsilon)
    modes = [m.training for m in model.modules()]
    model.eval()
    with torch.no_grad():
        clean = model(images).argmax(dim=1)
        pred = model(adv).argmax(dim=1)
    for m, mode in zip(model.modules(), modes):
        m.training = mode
    correct = (pred == clean).sum().item()
    return correct / len(images)
