def convolve2d(image, kernel, padding=0):
    a, b = kernel.shape[0] // 2, kernel.shape[1] // 2
    x = F.pad(image, (padding, padding, padding, padding))
    rows = []
    for i in range(a, x.shape[0] - a):
        row = []
        for j in range(b, x.shape[1] - b):
            total = 0
            for s in range(-a, a + 1):
                for t in range(-b, b + 1):
                    total += kernel[a + s, b + t] * x[i - s, j - t]
            row.append(total)
        rows.append(torch.stack(row))
    return torch.stack(rows)
