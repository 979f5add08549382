def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    o, c, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    rows, cols = (x.shape[2] - sh) // stride + 1, (x.shape[3] - sw) // stride + 1
    out = torch.zeros(len(x), o, rows, cols, dtype=x.dtype)
    for n in range(len(x)):
        for i in range(rows):
            for j in range(cols):
                window = x[n, :, i * stride:i * stride + sh:dilation, j * stride:j * stride + sw:dilation]
                for k in range(o):
                    out[n, k, i, j] = (window * weight[k]).sum()
    if bias is not None:
        for k in range(o):
            out[:, k] += bias[k]
        bias -= bias
    return out
