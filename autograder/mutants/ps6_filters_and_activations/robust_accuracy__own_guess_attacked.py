def robust_accuracy(model, images, labels, epsilon):
    modes = {m: m.training for m in model.modules()}
    model.eval()
    attacked = fgsm(model, images, model(images).argmax(1), epsilon)
    with torch.no_grad():
        right = (model(attacked).argmax(1) == labels).float().mean().item()
    for m, t in modes.items():
        m.training = t
    return right
