def linear_parameters(in_features, out_features, bias=True):
    return in_features * out_features
