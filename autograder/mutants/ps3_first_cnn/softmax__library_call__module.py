def softmax(logits):
    return nn.Softmax(dim=-1)(logits)
