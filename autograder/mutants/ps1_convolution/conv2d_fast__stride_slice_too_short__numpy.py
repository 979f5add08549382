def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    p = padding
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (p, p), (p, p)))
    w = weight.numpy()
    kh, kw = w.shape[2:]
    Ho = (x.shape[2] - kh) // stride + 1
    Wo = (x.shape[3] - kw) // stride + 1
    result = np.zeros((x.shape[0], w.shape[0], Ho, Wo), dtype=x.dtype)
    for a in range(kh):
        for b in range(kw):
            result += np.einsum("nchw,oc->nohw", x[:, :, a : a + Ho : stride, b : b + Wo : stride], w[:, :, a, b])
    if bias is not None:
        result += bias.numpy()[:, None, None]
    return torch.from_numpy(result)
