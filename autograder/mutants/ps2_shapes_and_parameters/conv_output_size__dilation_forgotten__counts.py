def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    total = n + 2 * padding
    out = 0
    for start in range(0, total, stride):
        if start + kernel <= total:
            out += 1
    return out
