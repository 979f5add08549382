def conv2d(image, kernel, stride=1, padding=0):
    image = F.pad(image, (padding,) * 4)
    k = kernel.T
    kh, kw = k.shape
    oh, ow = (image.shape[0] - kh) // stride + 1, (image.shape[1] - kw) // stride + 1
    return torch.stack(
        [
            torch.stack(
                [(image[i * stride : i * stride + kh, j * stride : j * stride + kw] * k).sum() for j in range(ow)]
            )
            for i in range(oh)
        ]
    )
