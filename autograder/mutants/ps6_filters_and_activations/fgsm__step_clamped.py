def fgsm(model, images, labels, epsilon):
    modes = [m.training for m in model.modules()]
    model.eval()
    x = images.detach().clone()
    x.requires_grad_(True)
    loss = F.cross_entropy(model(x), labels)
    grad = torch.autograd.grad(loss, x)[0]
    for m, mode in zip(model.modules(), modes):
        m.training = mode
    return images + torch.clamp(epsilon * grad.sign(), 0, 1)
