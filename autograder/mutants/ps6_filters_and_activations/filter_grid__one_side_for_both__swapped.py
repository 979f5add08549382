def filter_grid(weight):
    w = weight.detach().clone()
    n, c, kw, kh = w.shape
    cols = min(n, 8)
    rows = (n + 7) // 8
    grid = torch.ones((c, rows * (kh + 1) + 1, cols * (kw + 1) + 1), dtype=w.dtype)
    for i in range(n):
        f = w[i]
        mn = f.min()
        mx = f.max()
        if mx == mn:
            f = torch.full_like(f, 0.5)
        else:
            f = (f - mn) / (mx - mn)
        r, k = divmod(i, 8)
        y = r * (kh + 1) + 1
        x = k * (kw + 1) + 1
        grid[:, y : y + kh, x : x + kw] = f
    return grid
