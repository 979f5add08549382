def receptive_field(layers):
    view, jump = 1, 1
    for kernel, stride, dilation in reversed(layers):
        view += dilation * (kernel - 1) * jump
        jump *= stride
    return view
