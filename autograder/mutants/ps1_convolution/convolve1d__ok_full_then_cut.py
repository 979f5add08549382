def convolve1d(x, w, stride=1, padding=0):
    # every stroke starts its own copy of w
    x = F.pad(x, (padding, padding))
    n, m = len(x), len(w)
    heard = torch.zeros(n + m - 1, dtype=x.dtype)
    for i, force in enumerate(x):
        heard[i : i + m] += force * w
    return heard[m - 1 : n : stride]
