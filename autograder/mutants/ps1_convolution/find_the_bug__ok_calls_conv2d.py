def fixed_conv(image, kernel, stride, padding):
    return conv2d(image, kernel, stride, padding)
