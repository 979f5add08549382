def cross_entropy(logits, labels):
    # relative to the right class, with the largest difference taken out of the logarithm
    d = logits - logits[torch.arange(len(labels)), labels][:, None]
    top = d.max(dim=1).values.detach()
    return (top + torch.log(torch.exp(d - top[:, None]).sum(dim=1))).mean()
