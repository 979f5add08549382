def receptive_field(layers):
    view, jump = 1, 1
    for k, s, d in layers:
        view += d * (k - 1) * jump
        jump += s
    return view
