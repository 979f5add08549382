def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    k = weight.shape[2]
    x = F.pad(images, (padding, padding, padding, padding))
    H_out = (x.shape[2] - k) // stride + 1
    W_out = (x.shape[3] - k) // stride + 1
    out = 0
    for i in range(k):
        for j in range(k):
            part = x[:, :, i:, j:][:, :, ::stride, ::stride][:, :, :H_out, :W_out]
            out = out + torch.einsum("nchw,oc->nohw", part, weight[:, :, i, j])
    return out if bias is None else out + bias.view(-1, 1, 1)
