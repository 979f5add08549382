def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    rows = (x.shape[2] + 2 * padding - kernel) // stride + 1
    columns = (x.shape[3] + 2 * padding - kernel) // stride + 1
    return nn.AdaptiveAvgPool2d((rows, columns))(x)
