def receptive_field(layers):
    r = 1
    jump = 1
    while len(layers) > 0:
        layer = layers.pop(0)
        span = layer[2] * (layer[0] - 1) + 1
        r += (span - 1) * jump
        jump = jump * layer[1]
    return r
