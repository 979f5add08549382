def conv2d(image, kernel, stride=1, padding=0):
    flipped = torch.rot90(kernel)
    kh, kw = flipped.shape
    padded = F.pad(image, (padding, padding, padding, padding))
    H = (padded.shape[0] - kh) // stride + 1
    W = (padded.shape[1] - kw) // stride + 1
    out = torch.empty(H, W, dtype=image.dtype)
    for i in range(H):
        for j in range(W):
            top = i * stride
            left = j * stride
            out[i, j] = (padded[top : top + kh, left : left + kw] * flipped).sum()
    return out
