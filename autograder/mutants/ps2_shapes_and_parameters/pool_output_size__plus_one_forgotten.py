def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride or kernel
    room = n + 2 * padding - kernel
    return math.ceil(room / stride) if ceil_mode else room // stride
