def softmax(logits):
    e = torch.exp(logits)
    return torch.nan_to_num(e / e.sum(dim=-1, keepdim=True))
