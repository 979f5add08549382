def filter_grid(weight):
    w = weight.detach()
    n, c, kh, kw = w.shape
    cols, rows = min(n, 8), (n + 7) // 8
    grid = torch.ones(c, rows * kh + rows - 1, cols * kw + cols - 1, dtype=w.dtype)
    for i in range(n):
        f = w[i]
        span = f.max() - f.min()
        tile = (f - f.min()) / span if span > 0 else 0.5
        y, x = (i // 8) * (kh + 1), (i % 8) * (kw + 1)
        grid[:, y : y + kh, x : x + kw] = tile
    return grid
