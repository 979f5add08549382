def linear_parameters(in_features, out_features, bias=True):
    total = 0
    for row in range(out_features):
        total += in_features
        if bias:
            total += 1
    return total
