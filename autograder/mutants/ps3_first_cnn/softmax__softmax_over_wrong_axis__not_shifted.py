def softmax(logits):
    return torch.exp(logits) / sum(torch.exp(row) for row in logits)
