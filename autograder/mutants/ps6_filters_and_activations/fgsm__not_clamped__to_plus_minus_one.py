def fgsm(model, images, labels, epsilon):
    modes = {m: m.training for m in model.modules()}
    model.eval()
    x = images.detach().clone().requires_grad_()
    loss = F.cross_entropy(model(x), labels)
    (g,) = torch.autograd.grad(loss, x)
    for m, t in modes.items():
        m.training = t
    return (images + epsilon * g.sign()).clamp(-1, 1)
