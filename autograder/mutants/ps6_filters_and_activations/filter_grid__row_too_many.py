def filter_grid(weight):
    w = weight.detach()
    n, c, kh, kw = w.shape
    rows, cols = n // 8 + 1, min(8, n)
    grid = torch.ones(c, rows * (kh + 1) + 1, cols * (kw + 1) + 1, dtype=w.dtype)
    for i in range(n):
        lo, hi = w[i].min(), w[i].max()
        r, k = divmod(i, 8)
        tile = (w[i] - lo) / (hi - lo) if hi > lo else torch.full_like(w[i], 0.5)
        grid[:, 1 + r * (kh + 1) : (r + 1) * (kh + 1), 1 + k * (kw + 1) : (k + 1) * (kw + 1)] = tile
    return grid
