def convolve2d(image, kernel, padding=0):
    kernel = kernel.flip(0, 1)
    x = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    return torch.stack(
        [
            torch.stack([torch.matmul(x[i : i + kh, j : j + kw], kernel).sum() for j in range(x.shape[1] - kw + 1)])
            for i in range(x.shape[0] - kh + 1)
        ]
    )
