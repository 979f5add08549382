def softmax(logits):
    e = (logits - logits.max()).exp()
    return e / e.sum()
