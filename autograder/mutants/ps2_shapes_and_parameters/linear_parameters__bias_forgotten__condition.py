def linear_parameters(in_features, out_features, bias=True):
    params = out_features * in_features
    if bias is None:
        params += out_features
    return params
