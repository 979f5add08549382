def softmax(logits):
    numerator = math.e**logits
    return numerator / numerator.sum(-1).unsqueeze(-1)
