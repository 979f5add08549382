def max_pool2d(x, kernel, stride=None, padding=0):
    if stride is None:
        stride = kernel
    n, c, h, w = x.shape
    big = torch.full((n, c, h + 2 * padding, w + 2 * padding), float("-inf"), dtype=x.dtype)
    big[:, :, padding : padding + h, padding : padding + w] = x
    oh = (h + 2 * padding - kernel) // stride + 1
    ow = (w + 2 * padding - kernel) // stride + 1
    result = torch.zeros((n, c, oh, ow), dtype=x.dtype)
    for a in range(n):
        for b in range(c):
            for i in range(oh):
                for j in range(ow):
                    result[a, b, i, j] = torch.max(
                        big[a, b, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
                    )
    return result
