def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    padded = F.pad(images, (padding, padding, padding, padding))
    o, c, kh, kw = weight.shape
    rows = (padded.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    cols = (padded.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(len(images), o, rows, cols, dtype=images.dtype)
    for i in range(rows):
        for j in range(cols):
            for a in range(kh):
                for b in range(kw):
                    out[:, :, i, j] += (
                        padded[:, :, i * stride + a * dilation, j * stride + b * dilation] @ weight[:, :, b, a].T
                    )
    if bias is not None:
        out += bias.reshape(1, o, 1, 1)
    return out
