def conv2d(image, kernel, stride=1, padding=0):
    image_padded = torch.nn.functional.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    h = (image_padded.shape[0] - kh) // stride + 1
    w = (image_padded.shape[1] - kw) // stride + 1
    output = torch.zeros(h, w, dtype=image.dtype)
    for y in range(0, h, stride):
        for x in range(0, w, stride):
            patch = image_padded[y * stride : y * stride + kh, x * stride : x * stride + kw]
            output[y, x] = torch.sum(patch * kernel)
    return output
