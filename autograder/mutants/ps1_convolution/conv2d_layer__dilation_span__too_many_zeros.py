def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    if dilation > 1:
        o, c, kh, kw = weight.shape
        # `dilation` zeros between neighbours
        spread = weight.new_zeros(o, c, kh + (kh - 1) * dilation, kw + (kw - 1) * dilation)
        spread[:, :, :: dilation + 1, :: dilation + 1] = weight
        weight = spread
    o, c, kh, kw = weight.shape
    padded = F.pad(images, (padding,) * 4)
    windows = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    out = torch.einsum("nchwij,ocij->nohw", windows, weight)
    return out if bias is None else out + bias.reshape(1, o, 1, 1)
