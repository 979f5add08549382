def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n_images, in_channels = images.shape[:2]
    out_channels, _, kh, kw = weight.shape

    # put dilation - 1 zeros between the weights, then my conv2d can do it
    big = torch.zeros(out_channels, in_channels, dilation * (kh - 1) + 1, dilation * (kw - 1) + 1, dtype=weight.dtype)
    big[:, :, ::dilation, ::dilation] = weight

    result = []
    for n in range(n_images):
        maps = []
        for o in range(out_channels):
            feature_map = sum(conv2d(images[n, c], big[o, c], stride, padding) for c in range(in_channels))
            if bias is not None:
                feature_map = feature_map + bias[o]
            maps.append(feature_map)
        result.append(torch.stack(maps))
    return torch.stack(result)
