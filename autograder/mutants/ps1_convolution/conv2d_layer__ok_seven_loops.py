def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    Ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    img = images.tolist()
    ker = weight.tolist()
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(Ho):
                for j in range(Wo):
                    s = 0.0
                    for c in range(C):
                        for a in range(kh):
                            for b in range(kw):
                                y = i * stride + a * dilation - padding
                                x = j * stride + b * dilation - padding
                                if 0 <= y < H and 0 <= x < W:
                                    s += img[n][c][y][x] * ker[o][c][a][b]
                    if bias is not None:
                        s += float(bias[o])
                    out[n, o, i, j] = s
    return out
