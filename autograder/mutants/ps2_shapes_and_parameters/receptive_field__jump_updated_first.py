def receptive_field(layers):
    view, jump = 1, 1
    for kernel, stride, dilation in layers:
        jump *= stride
        view += dilation * (kernel - 1) * jump
    return view
