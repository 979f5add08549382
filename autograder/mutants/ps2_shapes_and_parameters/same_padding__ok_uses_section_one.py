def same_padding(kernel, dilation=1):
    shrinks = 1000 - conv_output_size(1000, kernel, dilation=dilation)
    return [int(shrinks / 2), shrinks - int(shrinks / 2)]
