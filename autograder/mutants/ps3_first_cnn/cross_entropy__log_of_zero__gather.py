def cross_entropy(logits, labels):
    e = torch.exp(logits - logits.max(1, keepdim=True)[0])
    p = e / e.sum(1, keepdim=True)
    picked = p.gather(1, labels.unsqueeze(1)).squeeze(1)
    return (-picked.log()).mean()
