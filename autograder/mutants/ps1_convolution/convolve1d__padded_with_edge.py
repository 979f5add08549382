def convolve1d(x, w, stride=1, padding=0):
    a = np.pad(x.numpy(), padding, mode="edge")
    b = np.flip(w.numpy())
    return torch.from_numpy(np.array([np.vdot(a[i : i + b.size], b) for i in range(0, a.size - b.size + 1, stride)]))
