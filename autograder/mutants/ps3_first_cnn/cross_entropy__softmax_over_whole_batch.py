def cross_entropy(logits, labels):
    z = logits - logits.max()
    log_p = z - torch.log(torch.sum(torch.exp(z)))
    return -log_p[range(len(labels)), labels].mean()
