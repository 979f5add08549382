def softmax(logits):
    m = logits.max(dim=-1, keepdim=True)[0]
    log_sum = m + torch.log(torch.exp(logits - m).sum(dim=-1, keepdim=True))
    return torch.exp(logits - log_sum)
