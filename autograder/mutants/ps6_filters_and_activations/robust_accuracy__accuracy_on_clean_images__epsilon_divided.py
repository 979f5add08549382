def robust_accuracy(model, images, labels, epsilon):
    attacked = fgsm(model, images, labels, epsilon / 255)
    modes = {m: m.training for m in model.modules()}
    model.eval()
    with torch.no_grad():
        right = (model(attacked).argmax(1) == labels).float().mean().item()
    for m, t in modes.items():
        m.training = t
    return right
