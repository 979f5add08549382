def softmax(logits):
    # every row has to add up to 1
    return logits / logits.sum(dim=-1, keepdim=True)
