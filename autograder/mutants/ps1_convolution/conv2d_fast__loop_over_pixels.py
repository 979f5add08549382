def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    padded = F.pad(images, (padding, padding, padding, padding))
    h_out = (h + 2 * padding - kh) // stride + 1
    w_out = (w + 2 * padding - kw) // stride + 1
    flat = weight.reshape(o, -1)
    out = torch.empty(n, o, h_out, w_out, dtype=images.dtype)
    for i in range(h_out):
        for j in range(w_out):
            patch = padded[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[:, :, i, j] = patch.reshape(n, -1) @ flat.T
    if bias is not None:
        out = out + bias.view(1, o, 1, 1)
    return out
