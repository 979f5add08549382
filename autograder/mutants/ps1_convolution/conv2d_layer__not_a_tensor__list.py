def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    results = []
    for image in images:
        maps = []
        for o in range(weight.shape[0]):
            total = 0
            for c in range(weight.shape[1]):
                k = torch.zeros([dilation * (s - 1) + 1 for s in weight.shape[2:]], dtype=weight.dtype)
                k[::dilation, ::dilation] = weight[o, c]
                total = total + conv2d(image[c], k, stride, padding)
            maps.append(total if bias is None else total + bias[o])
        results.append(maps)
    return results
