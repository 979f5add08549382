def conv2d(image, kernel, stride=1, padding=0):
    assert image.ndim == 2 and kernel.ndim == 2, "one channel only"
    assert stride >= 1 and padding >= 0
    height, width = image.shape
    if padding != 0:
        rows_of_zeros = torch.zeros(padding, width, dtype=image.dtype)
        image = torch.cat([rows_of_zeros, image, rows_of_zeros], dim=0)
        columns_of_zeros = torch.zeros(height + 2 * padding, padding, dtype=image.dtype)
        image = torch.cat([columns_of_zeros, image, columns_of_zeros], dim=1)
    result = []
    top = 0
    while top + kernel.size(0) <= image.size(0):
        row = []
        left = 0
        while left + kernel.size(1) <= image.size(1):
            patch = image[top : top + kernel.size(0), left : left + kernel.size(1)]
            row.append(torch.dot(patch.flatten(), kernel.flatten()))
            left += stride
        result.append(torch.stack(row))
        top += stride
    return torch.stack(result)
