def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (weight.shape[2] - 1) + 1, dilation * (weight.shape[3] - 1) + 1
    ho, wo = (x.shape[2] - sh) // stride + 1, (x.shape[3] - sw) // stride + 1
    out = torch.zeros(x.shape[0], weight.shape[0], ho, wo, dtype=x.dtype)
    for n in range(x.shape[0]):
        for o in range(weight.shape[0]):
            for i in range(ho):
                for j in range(wo):
                    region = x[n, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
                    out[n, o, i, j] = torch.mean(region * weight[o])
    if bias is not None:
        out = out + bias.view(1, -1, 1, 1)
    return out
