def filter_grid(weight):
    w = weight.detach()
    n, c, kh, kw = w.shape
    cols = min(8, n)
    rows = math.ceil(n / cols)
    grid = torch.ones(c, rows * (kh + 1) + 1, cols * (kw + 1) + 1)
    for i in range(n):
        f = w[i]
        r, q = divmod(i, cols)
        f = torch.full_like(f, 0.5) if f.max() == f.min() else (f - f.min()) / (f.max() - f.min())
        grid[:, 1 + r * (kh + 1) : (r + 1) * (kh + 1), 1 + q * (kw + 1) : (q + 1) * (kw + 1)] = f
    return grid
