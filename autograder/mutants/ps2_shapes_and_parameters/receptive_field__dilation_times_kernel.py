def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (dilation * kernel - 1) * jump
        jump *= stride
    return field
