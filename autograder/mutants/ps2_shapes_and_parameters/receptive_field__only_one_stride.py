def receptive_field(layers):
    rf = 1
    previous_stride = 1
    for kernel, stride, dilation in layers:
        rf += dilation * (kernel - 1) * previous_stride
        previous_stride = stride
    return rf
