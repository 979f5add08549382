def conv2d(image, kernel, stride=1, padding=0):
    H, W = image.shape
    kh, kw = kernel.shape
    rows = []
    for i in range(-padding, H + padding - kh + 1, stride):
        row = []
        for j in range(-padding, W + padding - kw + 1, stride):
            s = 0.0
            for a in range(kh):
                for b in range(kw):
                    try:
                        s += float(image[i + a, j + b]) * float(kernel[a, b])
                    except IndexError:
                        pass  # outside is zero
            row.append(s)
        rows.append(row)
    return torch.tensor(rows, dtype=image.dtype)
