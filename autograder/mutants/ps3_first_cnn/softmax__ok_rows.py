def softmax(logits):
    rows = []
    for row in logits.reshape(-1, logits.shape[-1]):
        e = torch.exp(row - row.max())
        rows.append(e / e.sum())
    return torch.stack(rows).reshape(logits.shape)
