def cross_entropy(logits, labels):
    m = logits.amax(dim=1)
    shifted = logits - m[:, None]
    log_sum = shifted.exp().sum(dim=1).log() + m
    return (log_sum - shifted[torch.arange(len(labels)), labels]).mean()
