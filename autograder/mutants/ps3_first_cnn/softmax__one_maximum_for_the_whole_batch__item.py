def softmax(logits):
    biggest = logits.max().item()
    powers = (logits - biggest).exp()
    return powers / powers.sum(-1)[..., None]
