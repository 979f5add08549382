def cross_entropy(logits, labels):
    m = logits.max(dim=1, keepdim=True).values
    lse = torch.log(torch.exp(logits - m).sum(dim=1, keepdim=True)) + m
    return (lse - logits.index_select(1, labels)).mean()
