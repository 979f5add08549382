def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    return F.conv2d(images, weight, bias, stride, padding, dilation)
