def filter_grid(weight):
    w = weight.detach().clone()
    n, c, k, _ = w.shape
    cols = min(n, 8)
    rows = (n + 7) // 8
    grid = torch.ones((c, rows * (k + 1) + 1, cols * (k + 1) + 1), dtype=w.dtype)
    for i in range(n):
        f = w[i]
        mn = f.min()
        mx = f.max()
        if mx == mn:
            f = torch.full_like(f, 0.5)
        else:
            f = (f - mn) / (mx - mn)
        row, column = divmod(i, 8)
        y = row * (k + 1) + 1
        x = column * (k + 1) + 1
        grid[:, y : y + k, x : x + k] = f
    return grid
