def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    o, c, kh, kw = weight.shape
    # spread the kernel out
    kernel = torch.zeros(o, c, kh * dilation, kw * dilation, dtype=weight.dtype)
    for i in range(kh):
        for j in range(kw):
            kernel[:, :, i * dilation, j * dilation] = weight[:, :, i, j]
    out = []
    for image in images:
        maps = []
        for f in range(o):
            m = conv2d(image[0], kernel[f, 0], stride, padding)
            for ch in range(1, c):
                m += conv2d(image[ch], kernel[f, ch], stride, padding)
            maps.append(m if bias is None else m + bias[f])
        out.append(torch.stack(maps))
    return torch.stack(out)
