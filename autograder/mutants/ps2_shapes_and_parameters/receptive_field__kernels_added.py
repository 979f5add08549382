def receptive_field(layers):
    total = 0
    for kernel, stride, dilation in layers:
        total += kernel
    return total
