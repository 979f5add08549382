def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    if padding > 0:
        padded = F.pad(x, (padding, padding, padding, padding), value=-math.inf)
    rows = (padded.shape[2] - kernel) // stride + 1
    columns = (padded.shape[3] - kernel) // stride + 1
    out = x.new_zeros(*x.shape[:2], rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
            out[:, :, i, j] = window.amax((2, 3))
    return out
