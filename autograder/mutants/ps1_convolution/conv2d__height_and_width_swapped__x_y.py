def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    H, W = padded.shape
    out = torch.zeros((H - kh) // stride + 1, (W - kw) // stride + 1, dtype=image.dtype)
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            for ky in range(kh):
                for kx in range(kw):
                    out[y, x] += padded[x * stride + ky, y * stride + kx] * kernel[ky, kx]
    return out
