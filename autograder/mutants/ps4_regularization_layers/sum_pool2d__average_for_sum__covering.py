def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    rows = (x.shape[2] + 2 * padding - kernel) // stride + 1
    columns = (x.shape[3] + 2 * padding - kernel) // stride + 1
    h, w = x.shape[2:]
    out = torch.zeros(*x.shape[:2], rows, columns, dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            top, bottom = i * h // rows, math.ceil((i + 1) * h / rows)
            left, right = j * w // columns, math.ceil((j + 1) * w / columns)
            out[:, :, i, j] = x[:, :, top:bottom, left:right].mean(dim=(2, 3))
    return out
