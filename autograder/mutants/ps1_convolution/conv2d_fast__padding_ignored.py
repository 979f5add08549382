def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    kh, kw = weight.shape[2:]
    windows = images.unfold(2, kh, stride).unfold(3, kw, stride)
    out = torch.einsum("nchwij,ocij->nohw", windows, weight)
    if bias is not None:
        out = out + bias[None, :, None, None]
    return out
