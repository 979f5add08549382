def receptive_field(layers):
    pixels = {0}
    for kernel, stride, dilation in reversed(layers):
        pixels = {p * stride + k * dilation for p in pixels for k in range(kernel)}
    return len(pixels)
