def receptive_field(layers):
    rf = 1
    for k, s, d in layers:
        rf = (rf - 1) * s + d * (k - 1) + 1
    return rf
