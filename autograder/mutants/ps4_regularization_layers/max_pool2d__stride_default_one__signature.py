def max_pool2d(x, kernel, stride=1, padding=0):
    x = F.pad(x, (padding, padding, padding, padding), value=-math.inf)
    rows = (x.shape[2] - kernel) // stride + 1
    cols = (x.shape[3] - kernel) // stride + 1
    out = x.new_zeros(x.shape[0], x.shape[1], rows, cols)
    for r in range(rows):
        for c in range(cols):
            part = x[:, :, r * stride : r * stride + kernel, c * stride : c * stride + kernel]
            out[:, :, r, c] = part.max(dim=3)[0].max(dim=2)[0]
    return out
