def receptive_field(layers):
    view, jump = 1, 1
    for kernel, stride, _ in layers:
        view += (kernel - 1) * jump
        jump *= stride
    return view
