def receptive_field(layers):
    seen = 1
    for k, s, d in layers[::-1]:
        seen = (seen - 1) * s + d * (k - 1) + 1
    return seen
