def cross_entropy(logits, labels):
    logits -= logits.max(dim=1, keepdim=True).values
    return (logits.exp().sum(dim=1).log() - logits[torch.arange(len(labels)), labels]).mean()
