def receptive_field(layers):
    return 1 + sum(
        d * (k - 1) * (1 + sum(t - 1 for _, t, _ in layers[:i])) for i, (k, _, d) in enumerate(layers)
    )
