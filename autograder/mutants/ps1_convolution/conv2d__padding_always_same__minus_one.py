def conv2d(image, kernel, stride=1, padding=0):
    iH, iW = image.shape
    kH, kW = kernel.shape
    # allocate memory for the output, taking care to pad the borders so the size stays
    padH, padW = (kH - 1) // 2, (kW - 1) // 2
    img = np.pad(image, ((padH, padH), (padW, padW)))
    result = []
    for y in np.arange(0, img.shape[0] - kH + 1, stride):
        for x in np.arange(0, img.shape[1] - kW + 1, stride):
            roi = img[y : y + kH, x : x + kW]
            result.append((roi * np.array(kernel)).sum())
    return torch.tensor(np.array(result)).reshape((img.shape[0] - kH) // stride + 1, -1)
