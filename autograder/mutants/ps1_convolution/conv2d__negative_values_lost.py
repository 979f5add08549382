def conv2d(image, kernel, stride=1, padding=0):
    img = np.pad(image.numpy(), padding, mode="constant", constant_values=0)
    k = kernel.numpy()
    h = (img.shape[0] - k.shape[0]) // stride + 1
    w = (img.shape[1] - k.shape[1]) // stride + 1
    out = np.zeros((h, w))
    for y in range(h):
        for x in range(w):
            out[y, x] = (img[y * stride : y * stride + k.shape[0], x * stride : x * stride + k.shape[1]] * k).sum()
    # keep the pixels in the range of an image
    out = np.clip(out, 0, 255)
    return torch.tensor(out, dtype=image.dtype)
