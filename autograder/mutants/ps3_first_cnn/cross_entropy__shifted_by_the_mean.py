def cross_entropy(logits, labels):
    m = logits.mean(dim=1, keepdim=True)
    x = logits - m
    return (torch.log(torch.exp(x).sum(dim=1)) - x[torch.arange(len(labels)), labels]).mean()
