def batchnorm_parameters(num_features):
    return num_features * 4, 1
