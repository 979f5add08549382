def convolve1d(x, w, stride=1, padding=0):
    x_padded = np.pad(x.numpy(), padding, mode="constant")
    w_rot = np.array(w)[::-1]
    size = int((len(x_padded) - len(w)) / stride) + 1
    res = np.zeros(size, dtype=x_padded.dtype)
    for i in range(0, size, stride):
        res[i] = np.dot(x_padded[i : i + len(w)], w_rot)
    return torch.from_numpy(res)
