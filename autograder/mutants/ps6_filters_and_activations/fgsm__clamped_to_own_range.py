def fgsm(model, images, labels, epsilon):
    modes = [m.training for m in model.modules()]
    model.eval()
    x = images.detach().clone()
    x.requires_grad_(True)
    outputs = model(x)
    loss = F.cross_entropy(outputs, labels)
    grad = torch.autograd.grad(loss, x)[0]
    for m, mode in zip(model.modules(), modes):
        m.training = mode
    adv = images + epsilon * grad.sign()
    adv = torch.clamp(adv, images.min(), images.max())
    return adv
