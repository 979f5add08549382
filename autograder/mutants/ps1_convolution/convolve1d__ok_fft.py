def convolve1d(x, w, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    n = len(x) + len(w) - 1
    full = torch.fft.irfft(torch.fft.rfft(x, n) * torch.fft.rfft(w, n), n)
    return full[len(w) - 1 : len(x)][::stride]
