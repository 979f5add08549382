def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = F.pad(images[:, 0], (padding, padding, padding, padding))
    w = weight[:, 0]
    windows = x.unfold(1, w.shape[1], stride).unfold(2, w.shape[2], stride)
    out = torch.einsum("nhwij,oij->nohw", windows, w)
    return out if bias is None else out + bias[None, :, None, None]
