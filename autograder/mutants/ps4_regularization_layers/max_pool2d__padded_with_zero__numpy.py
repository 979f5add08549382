def max_pool2d(x, kernel, stride=None, padding=0):
    if stride is None:
        stride = kernel
    a = np.pad(x.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    out_h = int((a.shape[2] - kernel) / stride) + 1
    out_w = int((a.shape[3] - kernel) / stride) + 1
    out = np.zeros((a.shape[0], a.shape[1], out_h, out_w), dtype=a.dtype)
    for y in range(out_h):
        for z in range(out_w):
            out[:, :, y, z] = np.max(
                a[:, :, y * stride : y * stride + kernel, z * stride : z * stride + kernel], axis=(2, 3)
            )
    return torch.from_numpy(out)
