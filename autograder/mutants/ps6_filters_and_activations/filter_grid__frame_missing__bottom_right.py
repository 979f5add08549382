def filter_grid(weight):
    w = weight.detach()
    n, c, kh, kw = w.shape
    cols, rows = min(n, 8), -(-n // 8)
    grid = torch.ones(c, rows * (kh + 1), cols * (kw + 1), dtype=w.dtype)
    for i in range(n):
        f = w[i]
        tile = (f - f.min()) / (f.max() - f.min()) if f.max() > f.min() else torch.full_like(f, 0.5)
        y, x = i // 8 * (kh + 1) + 1, i % 8 * (kw + 1) + 1
        grid[:, y : y + kh, x : x + kw] = tile
    return grid
