def cross_entropy(logits, labels):
    z = logits - logits.amax(dim=1, keepdim=True)
    log_p = z - z.exp().sum(dim=1, keepdim=True).log()
    return log_p[torch.arange(len(labels)), labels].mean()
