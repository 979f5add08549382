def receptive_field(layers):
    view = 1
    for k, s, d in layers:
        view += d * (k - 1)
    return view
