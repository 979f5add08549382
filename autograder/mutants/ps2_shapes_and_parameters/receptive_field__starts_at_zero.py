def receptive_field(layers):
    view, jump = 0, 1
    for k, s, d in layers:
        view += d * (k - 1) * jump
        jump *= s
    return view
