def conv2d(image, kernel, stride=1, padding=0):
    img = np.pad(image.numpy(), padding)
    kr, kc = kernel.shape
    out = np.zeros(((img.shape[0] - kr) // stride + 1, (img.shape[1] - kc) // stride + 1), dtype=img.dtype)
    for r in range(int(kr / 2), len(out)):
        for c in range(int(kc / 2), len(out[0])):
            out[r, c] = np.sum(img[r * stride : r * stride + kr, c * stride : c * stride + kc] * kernel.numpy())
    return torch.from_numpy(out)
