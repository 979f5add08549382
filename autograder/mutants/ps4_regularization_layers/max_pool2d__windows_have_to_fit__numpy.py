def max_pool2d(x, kernel, stride=None, padding=0):
    a = x.numpy()
    n, c, h, w = a.shape
    blocks = a.reshape(n, c, h // kernel, kernel, w // kernel, kernel)
    return torch.from_numpy(blocks.max(axis=(3, 5)))
