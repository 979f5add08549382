def conv2d(image, kernel, stride=1, padding=0):
    x = F.pad(image, 4 * (padding,))
    kh, kw = kernel.shape
    h, w = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    return sum(kernel[a, b] * x[a : a + h, b : b + w] for a in range(kh) for b in range(kw))
