def receptive_field(layers):
    return 1 + sum((layer[0] - 1) * layer[2] for layer in layers)
