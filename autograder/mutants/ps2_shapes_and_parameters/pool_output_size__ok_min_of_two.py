def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    if stride == None:
        stride = kernel
    full = (n + 2 * padding - kernel) / stride + 1
    if ceil_mode:
        starts_in_image = math.ceil((n + padding) / stride)
        return min(math.ceil(full), starts_in_image)
    return math.floor(full)
