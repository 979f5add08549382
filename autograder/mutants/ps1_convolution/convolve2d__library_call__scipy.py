from scipy import signal


def convolve2d(image, kernel, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    return torch.from_numpy(signal.convolve2d(padded, kernel, mode="valid"))
