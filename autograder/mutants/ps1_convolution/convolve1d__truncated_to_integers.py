def convolve1d(x, w, stride=1, padding=0):
    xs = [0] * padding + [int(v) for v in x] + [0] * padding
    ws = [float(v) for v in w][::-1]
    out = torch.zeros((len(xs) - len(ws)) // stride + 1, dtype=torch.int64)
    for i in range(len(out)):
        out[i] = sum(a * b for a, b in zip(xs[i * stride :], ws))
    return out.to(x.dtype)
