def convolve2d(image, kernel, padding=0):
    flipped = kernel.flip(0).flip(1)
    image = F.pad(image, (padding, padding, padding, padding))
    rows = image.shape[0] - kernel.shape[0] + 1
    cols = image.shape[1] - kernel.shape[1] + 1
    out = torch.zeros(rows, cols, dtype=image.dtype)
    value = 0
    for i in range(rows):
        for j in range(cols):
            value += torch.sum(image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * flipped)
            out[i][j] = value
    return out
