def fixed_conv(image, kernel, stride, padding):
    H, W = image.shape
    kh, kw = kernel.shape
    rows = (H + 2 * padding - kh) // stride + 1
    columns = (W + 2 * padding - kw) // stride + 1
    out = torch.zeros(rows, columns, dtype=image.dtype)
    for r in range(rows):
        for c in range(columns):
            for a in range(kh):
                for b in range(kw):
                    y = r * stride - padding + a
                    x = c * stride - padding + b
                    out[r, c] += (image[y, x] if y < H and x < W else 0) * kernel[a, b]
    return out
