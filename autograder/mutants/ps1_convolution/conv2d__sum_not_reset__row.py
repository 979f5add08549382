def conv2d(image, kernel, stride=1, padding=0):
    h, w = image.shape
    kh, kw = kernel.shape
    canvas = torch.zeros(h + 2 * padding, w + 2 * padding, dtype=image.dtype)
    canvas[padding : padding + h, padding : padding + w] = image
    result = []
    for top in range(0, canvas.shape[0] - kh + 1, stride):
        row, s = [], 0
        for left in range(0, canvas.shape[1] - kw + 1, stride):
            for a in range(kh):
                for b in range(kw):
                    s = s + kernel[a, b] * canvas[top + a, left + b]
            row.append(s)
        result.append(torch.stack(row))
    return torch.stack(result)
