def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    batch = []
    for image in images:
        maps = []
        for o, kernels in enumerate(weight):
            for channel, kernel in zip(image, kernels):
                spread = torch.zeros([dilation * (k - 1) + 1 for k in kernel.shape], dtype=kernel.dtype)
                spread[::dilation, ::dilation] = kernel
                m = conv2d(channel, spread, stride=stride, padding=padding)
                if bias is not None:
                    m = m + bias[o]
                maps.append(m)
        batch.append(torch.stack(maps))
    return torch.stack(batch)
