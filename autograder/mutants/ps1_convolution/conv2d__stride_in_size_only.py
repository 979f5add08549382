def conv2d(image, kernel, stride=1, padding=0):
    h_in, w_in = image.shape
    k_h, k_w = kernel.shape
    h_out = (h_in + 2 * padding - k_h) // stride + 1
    w_out = (w_in + 2 * padding - k_w) // stride + 1
    image_padded = F.pad(image, (padding, padding, padding, padding))
    output = torch.zeros((h_out, w_out), dtype=image.dtype)
    for i in range(h_out):
        for j in range(w_out):
            output[i, j] = (image_padded[i : i + k_h, j : j + k_w] * kernel).sum()
    return output
