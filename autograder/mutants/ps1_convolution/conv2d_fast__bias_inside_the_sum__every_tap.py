def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    Ho, Wo = (H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for a in range(kh):
        for b in range(kw):
            sub = x[:, :, a : a + stride * Ho : stride, b : b + stride * Wo : stride][:, :, :Ho, :Wo]
            out += torch.einsum("nchw,oc->nohw", sub, weight[:, :, a, b])
            if bias is not None:
                out += bias.view(1, O, 1, 1)
    return out
