def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    kh, kw = weight.shape[2:]
    w = weight.flip(-1)
    x = F.pad(images, (padding, padding, padding, padding))
    ho = (x.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    wo = (x.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = 0
    for a in range(kh):
        for b in range(kw):
            part = x[
                :,
                :,
                a * dilation : a * dilation + ho * stride : stride,
                b * dilation : b * dilation + wo * stride : stride,
            ]
            out = out + torch.einsum("nchw,oc->nohw", part[:, :, :ho, :wo], w[:, :, a, b])
    return out if bias is None else out + bias.reshape(-1, 1, 1)
