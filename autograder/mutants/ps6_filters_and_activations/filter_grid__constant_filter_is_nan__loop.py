def filter_grid(weight):
    w = weight.detach()
    n, c, kh, kw = w.shape
    cols = min(n, 8)
    grid = torch.ones(c, math.ceil(n / 8) * (kh + 1) + 1, cols * (kw + 1) + 1, dtype=w.dtype)
    y = x = 1
    for f in w:
        grid[:, y : y + kh, x : x + kw] = (f - f.min()) / (f.max() - f.min())
        x += kw + 1
        if x >= grid.shape[2]:
            x = 1
            y += kh + 1
    return grid
