def filter_grid(weight):
    w = weight.detach()
    n, c, kh, kw = w.shape
    rows, cols = math.ceil(n / 8), min(8, n)
    grid = torch.ones((c, rows * (kh + 1) + 1, cols * (kw + 1) + 1), dtype=w.dtype)
    for i in range(n):
        top, left = (i // 8) * (kh + 1), (i % 8) * (kw + 1)
        span = w[i].max() - w[i].min()
        grid[:, top : top + kh, left : left + kw] = (w[i] - w[i].min()) / span if span else 0.5
    return grid
