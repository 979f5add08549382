def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride or kernel
    out = (n - kernel) // stride + 1
    if ceil_mode and (n - kernel) % stride and out * stride < n:
        out += 1
    return out
