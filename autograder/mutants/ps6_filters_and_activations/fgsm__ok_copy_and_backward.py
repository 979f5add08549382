import copy


def fgsm(model, images, labels, epsilon):
    clone = copy.deepcopy(model)
    clone.eval()
    data = images.clone().detach().requires_grad_(True)
    loss = nn.CrossEntropyLoss()(clone(data), labels)
    loss.backward()
    return torch.clamp(data.detach() + epsilon * data.grad.sign(), min=0.0, max=1.0)
