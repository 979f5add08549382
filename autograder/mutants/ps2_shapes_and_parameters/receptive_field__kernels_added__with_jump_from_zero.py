def receptive_field(layers):
    rf = 0
    step = 1
    for layer in layers:
        k, s, d = layer
        window = d * (k - 1) + 1
        rf += window * step
        step *= s
    return rf
