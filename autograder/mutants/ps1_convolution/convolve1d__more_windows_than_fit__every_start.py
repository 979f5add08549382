def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    wr = w.flip(0)
    out = []
    for i in range(0, len(padded), stride):
        total = 0
        for j in range(len(w)):
            total += padded[i + j] * wr[j]
        out.append(total)
    return torch.stack(out)
