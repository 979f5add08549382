def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding))
    kh, kw = kernel.shape
    out = [
        [(padded[r : r + kh, c : c + kw] * kernel).sum() for c in range(0, padded.shape[1] - kw + 1, stride)]
        for r in range(0, padded.shape[0] - kh + 1, stride)
    ]
    return torch.tensor(out, dtype=image.dtype)
