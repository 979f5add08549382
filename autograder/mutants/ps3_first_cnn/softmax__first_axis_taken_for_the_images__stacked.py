def softmax(logits):
    rows = []
    for row in logits:
        e = torch.exp(row - torch.max(row))
        rows.append(e / torch.sum(e))
    return torch.stack(rows)
