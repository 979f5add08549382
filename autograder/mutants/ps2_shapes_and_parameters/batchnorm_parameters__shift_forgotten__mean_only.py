def batchnorm_parameters(num_features):
    return num_features, num_features
