def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    rows = padded.shape[0] - kernel.shape[0] + 1
    columns = padded.shape[1] - kernel.shape[1] + 1
    out = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            out[i, j] = (padded[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel).sum()
    return out
