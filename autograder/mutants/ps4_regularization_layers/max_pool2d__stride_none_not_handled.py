def max_pool2d(x, kernel, stride=None, padding=0):
    padded = F.pad(x, (padding,) * 4, value=-math.inf)
    rows = (padded.shape[2] - kernel) // stride + 1
    columns = (padded.shape[3] - kernel) // stride + 1
    out = x.new_empty(*x.shape[:2], rows, columns)
    for i in range(rows):
        for j in range(columns):
            out[:, :, i, j] = padded[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel].amax(
                dim=(2, 3)
            )
    return out
