def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    num_filters, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    out_h = (x.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    out_w = (x.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(x.shape[0], num_filters, out_h, out_w, dtype=images.dtype)
    for img in range(x.shape[0]):
        for f in range(num_filters):
            for r in range(out_h):
                for c in range(out_w):
                    region = x[img, :, r * stride :, c * stride :][:, ::dilation, ::dilation][:, :kh, :kw]
                    out[img, f, r, c] = torch.sum(region * weight[0])
            if bias is not None:
                out[img, f] += bias[f]
    return out
