def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = len(kernel), len(kernel[0])
    H, W = len(image), len(image[0])
    oh = int((H - kh + 2 * padding) / stride) + 1
    ow = int((W - kw + 2 * padding) / stride) + 1
    out = torch.zeros(oh, ow, dtype=image.dtype)
    for i in range(oh):
        for j in range(ow):
            for a in range(kh):
                for b in range(kw):
                    y = i + a - padding
                    x = j + b - padding
                    if y >= 0 and y < H and x >= 0 and x < W:
                        out[i][j] += image[y][x] * kernel[a][b]
    return out
