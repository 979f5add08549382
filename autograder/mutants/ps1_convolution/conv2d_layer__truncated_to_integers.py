def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    H2 = int((H + 2 * padding - dilation * (kh - 1) - 1) / stride + 1)
    W2 = int((W + 2 * padding - dilation * (kw - 1) - 1) / stride + 1)
    out = torch.zeros((N, O, H2, W2), dtype=torch.int32)
    for n in range(N):
        for o in range(O):
            for i in range(H2):
                for j in range(W2):
                    win = x[n, :, i * stride :, j * stride :][:, ::dilation, ::dilation][:, :kh, :kw]
                    out[n, o, i, j] = (win * weight[o]).sum() + (bias[o] if bias is not None else 0)
    return out.to(images.dtype)
