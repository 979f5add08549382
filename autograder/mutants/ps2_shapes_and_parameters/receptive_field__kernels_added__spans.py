def receptive_field(layers):
    return sum(d * (k - 1) + 1 for k, s, d in layers)
