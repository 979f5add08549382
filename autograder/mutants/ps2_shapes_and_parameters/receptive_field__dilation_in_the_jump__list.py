def receptive_field(layers):
    jumps = [1]
    for kernel, stride, dilation in layers:
        jumps.append(jumps[-1] * stride * dilation)
    return 1 + sum(jumps[i] * layer[2] * (layer[0] - 1) for i, layer in enumerate(layers))
