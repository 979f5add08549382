def softmax(logits):
    e = (logits - logits.amax(-1, keepdim=True)).exp()
    probabilities = e / e.sum(-1, keepdim=True)
    assert probabilities.shape == logits.shape
