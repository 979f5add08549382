def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    w_flipped = w.flip(0)
    result = []
    for start in range(0, len(padded) - len(w) + 1, stride):
        result.insert(0, torch.sum(padded[start : start + len(w)] * w_flipped))
    return torch.stack(result)
