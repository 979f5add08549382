def batchnorm_parameters(num_features):
    learned = 2 * num_features
    measured = num_features
    return (learned, measured)
