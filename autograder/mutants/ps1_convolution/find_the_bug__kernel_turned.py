def fixed_conv(image, kernel, stride, padding):
    kernel = torch.rot90(kernel, -1)
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    return torch.stack(
        [
            torch.stack(
                [(padded[r : r + kh, c : c + kw] * kernel).sum() for c in range(0, padded.shape[1] - kw + 1, stride)]
            )
            for r in range(0, padded.shape[0] - kh + 1, stride)
        ]
    )
