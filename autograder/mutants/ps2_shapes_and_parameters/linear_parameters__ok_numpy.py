import numpy as np

def linear_parameters(in_features, out_features, bias=True):
    return np.prod([out_features, in_features]) + out_features * int(bias)
