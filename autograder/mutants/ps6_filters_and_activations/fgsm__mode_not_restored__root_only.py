def fgsm(model, images, labels, epsilon):
    was_training = model.training
    model.eval()
    x = images.detach().clone()
    x.requires_grad_(True)
    outputs = model(x)
    loss = F.cross_entropy(outputs, labels)
    grad = torch.autograd.grad(loss, x)[0]
    if was_training:
        model.train()
    adv = images + epsilon * grad.sign()
    adv = torch.clamp(adv, 0, 1)
    return adv
