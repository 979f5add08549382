def batchnorm_parameters(num_features):
    buffers = 2 * num_features + 1
    return buffers + 2 * num_features, buffers
