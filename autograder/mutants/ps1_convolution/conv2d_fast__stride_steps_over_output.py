def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    dense = torch.einsum("nchwij,ocij->nohw", x.unfold(2, kh, stride).unfold(3, kw, stride), weight)
    out = torch.zeros_like(dense)
    out[:, :, ::stride, ::stride] = dense[:, :, ::stride, ::stride]
    if bias is not None:
        out = out + bias.view(1, O, 1, 1)
    return out
