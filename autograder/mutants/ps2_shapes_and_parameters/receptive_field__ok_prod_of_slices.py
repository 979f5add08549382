def receptive_field(layers):
    strides = [s for _, s, _ in layers]
    return 1 + sum(d * (k - 1) * math.prod(strides[:i]) for i, (k, s, d) in enumerate(layers))
