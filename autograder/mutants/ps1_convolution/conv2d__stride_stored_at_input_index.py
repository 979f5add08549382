def conv2d(image, kernel, stride=1, padding=0):
    # Gather Shapes of Kernel + Image + Padding
    xKernShape, yKernShape = kernel.shape
    xOutput = int(((image.shape[0] - xKernShape + 2 * padding) / stride) + 1)
    yOutput = int(((image.shape[1] - yKernShape + 2 * padding) / stride) + 1)
    output = torch.zeros((xOutput, yOutput), dtype=image.dtype)

    # Apply Equal Padding to All Sides
    imagePadded = F.pad(image, (padding, padding, padding, padding))

    for y in range(imagePadded.shape[1]):
        if y > imagePadded.shape[1] - yKernShape:
            break
        if y % stride == 0:
            for x in range(imagePadded.shape[0]):
                if x > imagePadded.shape[0] - xKernShape:
                    break
                try:
                    if x % stride == 0:
                        output[x, y] = (kernel * imagePadded[x : x + xKernShape, y : y + yKernShape]).sum()
                except:
                    break
    return output
