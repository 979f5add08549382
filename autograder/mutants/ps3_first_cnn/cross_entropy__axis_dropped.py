def cross_entropy(logits, labels):
    z = logits - logits.max(dim=1).values
    lse = torch.log(torch.exp(z).sum(dim=1))
    return (lse - z[torch.arange(len(labels)), labels]).mean()
