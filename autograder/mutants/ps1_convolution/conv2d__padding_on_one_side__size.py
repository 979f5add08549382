def conv2d(image, kernel, stride=1, padding=0):
    padded = np.pad(image.numpy(), ((padding, padding), (padding, padding)))
    k = kernel.numpy()
    o_h = int((image.shape[0] + padding - k.shape[0]) / stride + 1)
    o_w = int((image.shape[1] + padding - k.shape[1]) / stride + 1)
    output = np.zeros((o_h, o_w), dtype=padded.dtype)
    for r in range(o_h):
        for c in range(o_w):
            patch = padded[r * stride : r * stride + k.shape[0], c * stride : c * stride + k.shape[1]]
            output[r][c] = np.sum(np.multiply(patch, k))
    return torch.from_numpy(output)
