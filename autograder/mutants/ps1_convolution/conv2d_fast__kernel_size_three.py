def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    x = F.pad(images, (padding, padding, padding, padding))
    rows, columns = (h + 2 * padding - 3) // stride + 1, (w + 2 * padding - 3) // stride + 1
    out = torch.zeros(n, len(weight), rows, columns, dtype=x.dtype)
    for a in range(3):
        for b in range(3):
            part = x[:, :, a:, b:][:, :, ::stride, ::stride][:, :, :rows, :columns]
            out += torch.einsum("nchw,oc->nohw", part, weight[:, :, a, b])
    if bias is not None:
        out += bias.view(1, -1, 1, 1)
    return out
