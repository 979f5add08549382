def fgsm(model, images, labels, epsilon):
    x = images.clone().requires_grad_()
    with evaluation_mode(model):
        (g,) = torch.autograd.grad(F.cross_entropy(model(x), labels), x)
    images += epsilon * g.sign()
    return images.clamp_(0, 1)
