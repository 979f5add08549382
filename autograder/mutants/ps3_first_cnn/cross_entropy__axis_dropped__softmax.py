def cross_entropy(logits, labels):
    m = torch.max(logits, dim=1)[0]
    e = torch.exp(logits - m)
    p = e / e.sum(dim=1)
    return -torch.log(p[torch.arange(len(labels)), labels]).mean()
