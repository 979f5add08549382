def avg_pool2d(x, kernel, stride=None, padding=0):
    n, c, h, w = x.shape
    ones = torch.ones(1, 1, kernel, kernel, dtype=x.dtype) / kernel**2
    flat = F.conv2d(x.reshape(n * c, 1, h, w), ones, stride=stride or kernel, padding=padding)
    return flat.reshape(n, c, *flat.shape[2:])
