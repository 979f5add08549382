def conv2d(image, kernel, stride=1, padding=0):
    k = kernel.shape[-1]
    padded = F.pad(image, (padding, padding, padding, padding))
    rows = []
    for top in range(0, padded.shape[0] - k + 1, stride):
        row = []
        for left in range(0, padded.shape[1] - k + 1, stride):
            total = 0
            for a in range(k):
                for b in range(k):
                    total += padded[top + a, left + b] * kernel[a, b]
            row.append(total)
        rows.append(row)
    return torch.tensor(rows, dtype=image.dtype)
