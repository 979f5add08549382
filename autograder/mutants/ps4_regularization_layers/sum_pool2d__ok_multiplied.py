def sum_pool2d(x, kernel, stride=None, padding=0):
    number_of_pixels = kernel * kernel
    return number_of_pixels * avg_pool2d(x, kernel=kernel, stride=stride, padding=padding)
