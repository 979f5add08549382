def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    padded = F.pad(x, (padding,) * 4)
    rows = (x.shape[2] + padding - kernel) // stride + 1
    columns = (x.shape[3] + padding - kernel) // stride + 1
    out = x.new_empty(*x.shape[:2], rows, columns)
    for i in range(rows):
        for j in range(columns):
            out[:, :, i, j] = padded[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel].mean(
                dim=(2, 3)
            )
    return out
