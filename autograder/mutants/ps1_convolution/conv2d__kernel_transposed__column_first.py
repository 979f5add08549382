def conv2d(image, kernel, stride=1, padding=0):
    width, height = kernel.shape
    padded = torch.zeros(image.shape[0] + 2 * padding, image.shape[1] + 2 * padding, dtype=image.dtype)
    padded[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    out_h = (padded.shape[0] - height) // stride + 1
    out_w = (padded.shape[1] - width) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for y in range(out_h):
        for x in range(out_w):
            s = 0
            for ky in range(height):
                for kx in range(width):
                    s += padded[y * stride + ky, x * stride + kx] * kernel[kx, ky]
            out[y, x] = s
    return out
