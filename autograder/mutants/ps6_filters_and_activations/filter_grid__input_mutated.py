def filter_grid(weight):
    w = weight.data
    n, c, kh, kw = w.shape
    cols, rows = min(n, 8), (n + 7) // 8
    grid = torch.ones(c, rows * (kh + 1) + 1, cols * (kw + 1) + 1, dtype=w.dtype)
    for i in range(n):
        f = w[i]
        f -= f.min().item()
        if f.max() > 0:
            f /= f.max().item()
        else:
            f += 0.5
        y, x = (i // 8) * (kh + 1) + 1, (i % 8) * (kw + 1) + 1
        grid[:, y : y + kh, x : x + kw] = f
    return grid
