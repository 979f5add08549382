def batchnorm_parameters(num_features):
    return 4 * num_features, 0
