def conv2d(image, kernel, stride=1, padding=0):
    H, W = image.shape
    kh, kw = kernel.shape
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (W + 2 * padding - kw) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for i in range(out_h):
        for j in range(out_w):
            total = 0
            for a in range(kh):
                for b in range(kw):
                    y = min(max(i * stride + a - padding, 0), H - 1)
                    x = min(max(j * stride + b - padding, 0), W - 1)
                    total += image[y, x] * kernel[a, b]
            out[i, j] = total
    return out
