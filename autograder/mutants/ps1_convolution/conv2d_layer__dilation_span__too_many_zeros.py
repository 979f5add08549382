def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    if dilation > 1:
        o, c, kh, kw = weight.shape
        # `dilation` zeros between neighbours
        spread = weight.new_zeros(o, c, kh + (kh - 1) * dilation, kw + (kw - 1) * dilation)
        spread[:, :, :: dilation + 1, :: dilation + 1] = weight
        weight = spread
    return conv2d_fast(images, weight, bias, stride=stride, padding=padding)
