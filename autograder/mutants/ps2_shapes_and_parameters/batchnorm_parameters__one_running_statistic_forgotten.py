def batchnorm_parameters(num_features):
    weight = bias = running_mean = num_features
    num_batches_tracked = 1
    return weight + bias, running_mean + num_batches_tracked
