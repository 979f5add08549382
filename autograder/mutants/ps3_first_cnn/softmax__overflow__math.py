def softmax(logits):
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        powers = [math.exp(value) for value in row]
        out.append([power / sum(powers) for power in powers])
    return torch.tensor(out, dtype=logits.dtype).reshape(logits.shape)
