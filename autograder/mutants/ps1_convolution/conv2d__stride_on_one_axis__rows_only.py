def conv2d(image, kernel, stride=1, padding=0):
    p = padding
    image = F.pad(image, (p, p, p, p))
    result = []
    for r in range(0, image.shape[0] - kernel.shape[0] + 1, stride):
        row = []
        for c in range(image.shape[1] - kernel.shape[1] + 1):
            window = image[r : r + kernel.shape[0], c : c + kernel.shape[1]]
            row.append((window * kernel).sum().item())
        result.append(row)
    return torch.tensor(result, dtype=image.dtype)
