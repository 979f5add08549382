def linear_parameters(in_features, out_features, bias=True):
    n = in_features * out_features
    if bias:
        n += out_features
    return n
