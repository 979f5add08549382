def receptive_field(layers):
    view = 1
    for k, s, d in layers:
        view += (k - 1) * d * s
    return view
