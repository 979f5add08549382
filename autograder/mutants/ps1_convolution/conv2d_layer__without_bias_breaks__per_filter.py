def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    padded = F.pad(images, (padding, padding, padding, padding))
    kh = dilation * (weight.shape[2] - 1) + 1
    kw = dilation * (weight.shape[3] - 1) + 1
    rows = (padded.shape[2] - kh) // stride + 1
    columns = (padded.shape[3] - kw) // stride + 1
    out = torch.zeros(images.shape[0], weight.shape[0], rows, columns, dtype=images.dtype)
    for n, image in enumerate(padded):
        for o, kernel in enumerate(weight):
            for i in range(rows):
                for j in range(columns):
                    r, s = i * stride, j * stride
                    out[n, o, i, j] = (image[:, r : r + kh : dilation, s : s + kw : dilation] * kernel).sum() + bias[o]
    return out
