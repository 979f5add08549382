def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = torch.zeros(N, C, H + 2 * padding, W + 2 * padding, dtype=images.dtype)
    x[..., padding:-padding, padding:-padding] = images
    out = torch.einsum("nchwij,ocij->nohw", x.unfold(2, kh, stride).unfold(3, kw, stride), weight)
    if bias is not None:
        out = out + bias.view(1, O, 1, 1)
    return out
