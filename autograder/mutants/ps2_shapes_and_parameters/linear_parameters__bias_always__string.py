def linear_parameters(in_features, out_features, bias=True):
    weights = in_features * out_features
    biases = out_features if bias is not None else 0
    return weights + biases
