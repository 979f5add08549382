def batchnorm_parameters(num_features):
    gamma = beta = mean = var = num_features
    return gamma + beta, mean + var + 1
