def batchnorm_parameters(num_features):
    parameters = 4 * num_features
    buffers = 2 * num_features + 1
    return parameters, buffers
