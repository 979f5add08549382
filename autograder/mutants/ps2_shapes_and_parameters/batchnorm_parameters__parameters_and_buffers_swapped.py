def batchnorm_parameters(num_features):
    learned = 2 * num_features
    running = 2 * num_features + 1
    return running, learned
