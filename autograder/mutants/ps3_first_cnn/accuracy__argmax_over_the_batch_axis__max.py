def accuracy(logits, labels):
    _, predicted = torch.max(logits, 0)
    correct = (predicted == labels).sum().item()
    return correct / labels.size(0)
