def cross_entropy(logits, labels):
    p = softmax(logits)
    return -torch.log(p[torch.arange(len(labels)), labels] + 1e-7).mean()
