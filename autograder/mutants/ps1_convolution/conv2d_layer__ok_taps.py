def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, C, K1, K2 = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    H_out = (H + 2 * padding - (dilation * (K1 - 1) + 1)) // stride + 1
    W_out = (W + 2 * padding - (dilation * (K2 - 1) + 1)) // stride + 1
    out = torch.zeros((N, O, H_out, W_out), dtype=images.dtype)
    for a in range(K1):
        for b in range(K2):
            top, left = a * dilation, b * dilation
            shifted = x[
                :, :, top : top + stride * (H_out - 1) + 1 : stride, left : left + stride * (W_out - 1) + 1 : stride
            ]
            out = out + torch.einsum("nchw,oc->nohw", shifted, weight[:, :, a, b])
    if bias is not None:
        out = out + bias.view(1, O, 1, 1)
    return out
