def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    batch, channels, height, width = images.shape
    out_channels = weight.shape[1]
    kh, kw = weight.shape[2], weight.shape[3]
    images = F.pad(images, (padding, padding, padding, padding))
    new_h = (height + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    new_w = (width + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    output = torch.zeros(batch, out_channels, new_h, new_w, dtype=images.dtype)
    for b in range(batch):
        for o in range(out_channels):
            for y in range(new_h):
                for x in range(new_w):
                    patch = images[b, :, y * stride :, x * stride :][:, ::dilation, ::dilation][:, :kh, :kw]
                    output[b, o, y, x] = (patch * weight[o]).sum()
                    if bias is not None:
                        output[b, o, y, x] += bias[o]
    return output
