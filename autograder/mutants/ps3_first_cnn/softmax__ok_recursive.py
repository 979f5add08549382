def softmax(logits):
    if logits.ndim > 1:
        return torch.stack([softmax(part) for part in logits])
    e = 2.718281828459045 ** (logits - max(logits))
    return e / sum(e)
