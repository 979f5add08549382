def conv2d(image, kernel, stride=1, padding=0):
    H, W = image.shape
    M, N = kernel.shape
    G = torch.zeros((H + 2 * padding - M) // stride + 1, (W + 2 * padding - N) // stride + 1, dtype=image.dtype)
    # (f * g)[i, j] = sum_m sum_n f[i - m, j - n] g[m, n]
    for i in range(G.shape[0]):
        for j in range(G.shape[1]):
            for m in range(M):
                for n in range(N):
                    y = i * stride - padding + M - 1 - m
                    x = j * stride - padding + N - 1 - n
                    if 0 <= y < H and 0 <= x < W:
                        G[i, j] += image[y, x] * kernel[m, n]
    return G
