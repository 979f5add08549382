def conv2d(image, kernel, stride=1, padding=0):
    H, W = image.shape
    kh, kw = kernel.shape
    big = torch.zeros((H + 2 * padding, W + 2 * padding), dtype=image.dtype)
    big[:H, :W] = image
    result = torch.zeros(((big.shape[0] - kh) // stride + 1, (big.shape[1] - kw) // stride + 1), dtype=image.dtype)
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = torch.sum(big[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return result
