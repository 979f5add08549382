def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    w = w.flip(0)
    out = []
    for i in range(0, len(padded) - len(w) + 1, stride):
        out.append(torch.relu((padded[i : i + len(w)] * w).sum()))
    return torch.stack(out)
