def conv2d(image, kernel, stride=1, padding=0):
    image = image.numpy()
    kernel = kernel.numpy()
    kh, kw = kernel.shape
    padded = np.pad(image, ((padding, padding), (padding, padding)), mode="constant")
    out_h = (padded.shape[0] - kh) // stride + 1
    out_w = (padded.shape[1] - kw) // stride + 1
    output = np.zeros((out_h, out_w), dtype=image.dtype)
    for i in range(out_h):
        for j in range(out_w):
            output[i, j] = np.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return output
