def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    eh, ew = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    out = torch.zeros(n, o, (x.shape[2] - eh) // stride + 1, (x.shape[3] - ew) // stride + 1, dtype=images.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = x[:, :, i * stride : i * stride + eh : dilation, j * stride : j * stride + ew : dilation]
            for k in range(o):
                out[:, k, i, j] = (window * weight[k]).sum(dim=(1, 2, 3))
    return out
