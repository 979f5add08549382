def cross_entropy(logits, labels):
    z = logits - logits.max(dim=1, keepdim=True).values
    logp = z - torch.log(torch.exp(z).sum(dim=1))
    return -logp[torch.arange(len(labels)), labels].mean()
