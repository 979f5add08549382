def batchnorm_parameters(num_features):
    parameters = num_features + num_features
    buffers = parameters + 1
    return [parameters, buffers]
