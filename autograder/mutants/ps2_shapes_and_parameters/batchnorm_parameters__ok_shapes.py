def batchnorm_parameters(num_features):
    parameters = {"weight": (num_features,), "bias": (num_features,)}
    buffers = {"running_mean": (num_features,), "running_var": (num_features,), "num_batches_tracked": ()}
    return sum(map(math.prod, parameters.values())), sum(map(math.prod, buffers.values()))
