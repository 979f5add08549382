def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    Ho, Wo = (H + padding - kh) // stride + 1, (W + padding - kw) // stride + 1
    out = 0
    for a in range(kh):
        for b in range(kw):
            part = x[:, :, a:, b:][:, :, ::stride, ::stride][:, :, :Ho, :Wo]
            out = out + torch.einsum("nchw,oc->nohw", part, weight[:, :, a, b])
    return out if bias is None else out + bias.view(1, O, 1, 1)
