def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    count = (len(padded) - len(w)) // stride + 1
    return torch.stack([(padded[i * stride : i * stride + len(w)] * w.flip(0)).sum() for i in range(0, count, stride)])
