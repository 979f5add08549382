def conv2d(image, kernel, stride=1, padding=0):
    p = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    result = []
    for i in range(0, p.shape[0] - kh + 1, stride):
        row = []
        for j in range(0, p.shape[1] - kw + 1, stride):
            row.append(int(torch.sum(p[i : i + kh, j : j + kw] * kernel)))
        result.append(row)
    return torch.Tensor(result).to(image.dtype)
