def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride or kernel
    moves = (n + 2 * padding - kernel) / stride
    return (math.ceil(moves) if ceil_mode else math.floor(moves)) + 2
