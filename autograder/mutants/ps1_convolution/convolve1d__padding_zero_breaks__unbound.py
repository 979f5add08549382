def convolve1d(x, w, stride=1, padding=0):
    if padding:
        zeros = torch.zeros(padding, dtype=x.dtype)
        x_padded = torch.hstack([zeros, x, zeros])
    r = torch.flip(w, dims=(0,))
    n = (len(x_padded) - len(r)) // stride + 1
    out = torch.empty(n, dtype=x.dtype)
    for i in range(n):
        out[i] = x_padded[i * stride : i * stride + len(r)].dot(r)
    return out
