def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    weight = torch.rot90(weight, 1, [2, 3])
    O, C, kh, kw = weight.shape
    cols = F.unfold(images, (kh, kw), dilation=dilation, padding=padding, stride=stride)
    Ho = (images.shape[2] + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    out = torch.matmul(weight.reshape(O, -1), cols).reshape(images.shape[0], O, Ho, -1)
    if bias is not None:
        out = out + bias.view(1, O, 1, 1)
    return out
