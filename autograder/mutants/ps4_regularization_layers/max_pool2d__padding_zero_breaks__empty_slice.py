def max_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    n, c, h, w = x.shape
    padded = torch.full((n, c, h + 2 * padding, w + 2 * padding), -math.inf, dtype=x.dtype)
    padded[:, :, padding:-padding, padding:-padding] = x
    return padded.unfold(2, kernel, s).unfold(3, kernel, s).amax((4, 5))
