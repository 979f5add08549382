def softmax(logits):
    out = torch.zeros_like(logits)
    for i in range(logits.shape[0]):
        row = logits[i] - logits[i].max()
        out[i] = row.exp() / row.exp().sum()
    return out
