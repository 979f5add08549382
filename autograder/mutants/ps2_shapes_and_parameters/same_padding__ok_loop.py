def same_padding(kernel, dilation=1):
    before, after = 0, 0
    for i in range(dilation * (kernel - 1)):
        if i % 2 == 0:
            after += 1
        else:
            before += 1
    return before, after
