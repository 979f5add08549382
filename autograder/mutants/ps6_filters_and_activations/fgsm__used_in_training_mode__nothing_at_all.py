def fgsm(model, images, labels, epsilon):
    x = images.clone().requires_grad_()
    (g,) = torch.autograd.grad(F.cross_entropy(model(x), labels), x)
    return (images + epsilon * g.sign()).clamp(0, 1)
