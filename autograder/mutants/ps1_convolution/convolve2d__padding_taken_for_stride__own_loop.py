def convolve2d(image, kernel, padding=0):
    def conv2d(image, kernel, stride=1, padding=0):
        p = F.pad(image, (padding,) * 4)
        kh, kw = kernel.shape
        return torch.stack(
            [
                torch.stack([(p[r : r + kh, c : c + kw] * kernel).sum() for c in range(0, p.shape[1] - kw + 1, stride)])
                for r in range(0, p.shape[0] - kh + 1, stride)
            ]
        )

    rotated = torch.rot90(kernel, k=2, dims=(0, 1))
    return conv2d(image, rotated, padding)
