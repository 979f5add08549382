def fixed_conv(image, kernel, stride, padding):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    out = []
    r = 0
    while r + kh <= padded.shape[0]:
        line = []
        c = 0
        while c + kw <= padded.shape[1]:
            line.append((padded[r : r + kh, c : c + kw] * kernel).sum())
            c += stride
        out.append(torch.stack(line))
        r += 1
    return torch.stack(out)
