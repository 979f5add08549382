def receptive_field(layers):
    if not layers:
        return 1
    kernel, stride, dilation = layers[0]
    return dilation * (kernel - 1) + 1 + stride * (receptive_field(layers[1:]) - 1)
