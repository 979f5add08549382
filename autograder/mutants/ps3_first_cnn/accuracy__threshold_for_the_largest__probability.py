def accuracy(logits, labels):
    p = logits.softmax(1)
    return (p[torch.arange(len(labels)), labels] > 0.5).float().mean().item()
