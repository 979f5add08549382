def cross_entropy(logits, labels):
    y = torch.eye(logits.shape[1], dtype=logits.dtype)[labels]
    z = logits - logits.max(1, keepdim=True)[0]
    right = torch.einsum("nc,nc->n", y, z)
    return (z.exp().sum(1).log() - right).sum().div(len(labels))
