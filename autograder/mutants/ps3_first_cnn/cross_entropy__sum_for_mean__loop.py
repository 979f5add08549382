def cross_entropy(logits, labels):
    loss = 0
    for s, y in zip(logits, labels):
        s = s - s.max()
        loss = loss + torch.log(torch.exp(s).sum()) - s[y]
    return loss
