def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    end = n + 2 * padding
    reach = dilation * (kernel - 1)
    count = 0
    i = 0
    while i + reach + stride < end:
        count = count + 1
        i = i + stride
    return count
