def batchnorm_parameters(num_features):
    gamma, beta, mean, var, batches = [num_features] * 4 + [1]
    return gamma + beta + mean + var + batches, 0
