import numpy as np

def batchnorm_parameters(num_features):
    per_channel = np.array([2, 2]) * num_features
    return tuple(per_channel + np.array([0, 1]))
