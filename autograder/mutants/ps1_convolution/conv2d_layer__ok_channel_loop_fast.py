def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    kh, kw = weight.shape[2:]
    x = F.pad(images, (padding, padding, padding, padding))
    windows = x.unfold(2, dilation * (kh - 1) + 1, stride).unfold(3, dilation * (kw - 1) + 1, stride)
    windows = windows[..., ::dilation, ::dilation]
    out = 0
    for c in range(images.shape[1]):
        out = out + (windows[:, c].unsqueeze(1) * weight[:, c][None, :, None, None]).sum(dim=(-1, -2))
    if bias is not None:
        out = out + bias.view(-1, 1, 1)
    return out
