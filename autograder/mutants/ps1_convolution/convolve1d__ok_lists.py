def convolve1d(x, w, stride=1, padding=0):
    xs = [0.0] * padding + x.tolist() + [0.0] * padding
    ws = w.tolist()
    ws.reverse()
    out = []
    start = 0
    while start + len(ws) <= len(xs):
        out.append(sum(a * b for a, b in zip(xs[start : start + len(ws)], ws)))
        start += stride
    return torch.tensor(out, dtype=x.dtype)
