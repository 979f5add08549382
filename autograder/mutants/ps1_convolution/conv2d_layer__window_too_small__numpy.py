def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    p = padding
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (p, p), (p, p)))
    w = weight.numpy()
    n, c, h, wd = x.shape
    o, _, kh, kw = w.shape
    span_h, span_w = (kh - 1) * dilation, (kw - 1) * dilation
    rows = (h - span_h - 1) // stride + 1
    cols = (wd - span_w - 1) // stride + 1
    out = np.zeros((n, o, rows, cols), dtype=x.dtype)
    for m in range(n):
        for k in range(o):
            for i in range(rows):
                for j in range(cols):
                    r, s = i * stride, j * stride
                    patch = x[m, :, r : r + span_h : dilation, s : s + span_w : dilation]
                    out[m, k, i, j] = np.sum(patch * w[k])
            if bias is not None:
                out[m, k] += bias[k].item()
    return torch.from_numpy(out)
