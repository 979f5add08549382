def linear_parameters(in_features, out_features, bias=True):
    if bias:
        return in_features * (out_features + 1)
    return in_features * out_features
