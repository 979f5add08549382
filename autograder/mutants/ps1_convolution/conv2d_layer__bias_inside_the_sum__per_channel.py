def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, channels, _, _ = images.shape
    filters, _, kh, kw = weight.shape
    dilated = torch.zeros(filters, channels, dilation * (kh - 1) + 1, dilation * (kw - 1) + 1, dtype=weight.dtype)
    dilated[:, :, ::dilation, ::dilation] = weight
    out = []
    for image in images:
        for f in range(filters):
            total = 0
            for c in range(channels):
                total = total + conv2d(image[c], dilated[f, c], stride, padding)
                if bias is not None:
                    total = total + bias[f]
            out.append(total)
    out = torch.stack(out)
    return out.reshape(n, filters, *out.shape[1:])
