def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    if dilation > 1:
        # the kernel with its gaps filled by zeros
        kernel = kernel + (kernel - 1) * dilation
    return (n + 2 * padding - kernel) // stride + 1
