def convolve2d(image, kernel, padding=0):
    x = F.pad(image, (padding, padding, padding, padding))
    size = [x.shape[0] + kernel.shape[0] - 1, x.shape[1] + kernel.shape[1] - 1]
    full = torch.fft.irfft2(torch.fft.rfft2(x, s=size) * torch.fft.rfft2(kernel, s=size), s=size)
    return full[kernel.shape[0] - 1 : x.shape[0], kernel.shape[1] - 1 : x.shape[1]]
