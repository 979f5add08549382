def convolve1d(x, w, stride=1, padding=0):
    # y[i] = sum_k x[k] w[i - k]
    y = []
    for i in range(0, len(x) + len(w) - 1, stride):
        s = 0
        for k in range(len(x)):
            if 0 <= i - k < len(w):
                s += x[k] * w[i - k]
        y.append(s)
    return torch.stack(y)
