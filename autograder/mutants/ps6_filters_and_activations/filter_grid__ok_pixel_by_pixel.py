def filter_grid(weight):
    n, c, kh, kw = weight.shape
    values = weight.tolist()
    cols = n if n < 8 else 8
    rows = n // 8 if n % 8 == 0 else n // 8 + 1
    grid = torch.ones(c, rows * (kh + 1) + 1, cols * (kw + 1) + 1).to(weight.dtype)
    for i in range(n):
        numbers = [v for channel in values[i] for row in channel for v in row]
        smallest, largest = min(numbers), max(numbers)
        for ch in range(c):
            for y in range(kh):
                for x in range(kw):
                    if smallest == largest:
                        v = 0.5
                    else:
                        v = (values[i][ch][y][x] - smallest) / (largest - smallest)
                    grid[ch, (i // 8) * (kh + 1) + 1 + y, (i % 8) * (kw + 1) + 1 + x] = v
    return grid
