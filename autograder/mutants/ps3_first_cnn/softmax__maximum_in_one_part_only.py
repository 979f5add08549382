def softmax(logits):
    m = logits.max(dim=-1, keepdim=True).values
    return (logits - m).exp() / logits.exp().sum(dim=-1, keepdim=True)
