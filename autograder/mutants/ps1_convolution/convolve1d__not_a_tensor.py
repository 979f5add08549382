def convolve1d(x, w, stride=1, padding=0):
    x = [0.0] * padding + x.tolist() + [0.0] * padding
    w = w.tolist()[::-1]
    result = []
    for i in range(0, len(x) - len(w) + 1, stride):
        s = 0
        for j in range(len(w)):
            s += x[i + j] * w[j]
        result.append(s)
    return result
