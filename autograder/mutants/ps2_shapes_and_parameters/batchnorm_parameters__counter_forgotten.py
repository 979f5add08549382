def batchnorm_parameters(num_features):
    return 2 * num_features, 2 * num_features
