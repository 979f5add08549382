def cross_entropy(logits, labels):
    return -softmax(logits)[torch.arange(len(labels)), labels].mean()
