def softmax(logits):
    flat = logits.reshape(-1, logits.shape[-1])
    out = torch.zeros_like(flat)
    for n, row in enumerate(flat.tolist()):
        biggest = max(row)
        powers = [math.exp(s - biggest) for s in row]
        for c in range(len(row)):
            out[n, c] = powers[c] / sum(powers)
    return out.view(logits.shape)
