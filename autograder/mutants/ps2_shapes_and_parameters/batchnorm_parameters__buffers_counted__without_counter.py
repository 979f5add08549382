def batchnorm_parameters(num_features):
    running = 2 * num_features
    return 2 * num_features + running, running
