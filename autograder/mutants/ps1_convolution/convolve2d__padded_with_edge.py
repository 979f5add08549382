def convolve2d(image, kernel, padding=0):
    padded = torch.from_numpy(np.pad(image.numpy(), padding, mode="symmetric"))
    k = torch.from_numpy(np.flip(kernel.numpy()).copy())
    return conv2d(padded, k)
