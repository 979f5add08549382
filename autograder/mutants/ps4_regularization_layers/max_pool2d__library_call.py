def max_pool2d(x, kernel, stride=None, padding=0):
    return nn.MaxPool2d(kernel, stride, padding)(x)
