def conv2d(image, kernel, stride=1, padding=0):
    padded = np.pad(image.numpy(), padding)
    k = kernel.numpy()
    rows = []
    for i in range(0, padded.shape[0] - k.shape[0] + 1, stride):
        row = sum(np.correlate(padded[i + a], k[a], mode="valid") for a in range(k.shape[0]))
        rows.append(row[::stride])
    return torch.tensor(np.array(rows))
