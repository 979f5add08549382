def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    out = x.new_zeros(*x.shape[:2], (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            for a in range(kernel):
                for b in range(kernel):
                    out[:, :, i, j] += x[:, :, i + a, j + b]
    return out
