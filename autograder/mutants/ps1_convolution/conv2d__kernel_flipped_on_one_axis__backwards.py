def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, [padding] * 4)
    rows, cols = kernel.shape
    result = []
    for top in range(0, padded.shape[0] - rows + 1, stride):
        line = []
        for left in range(0, padded.shape[1] - cols + 1, stride):
            total = 0.0
            for a in range(rows):
                for b in range(cols):
                    total = total + padded[top + a, left + b] * kernel[a, -b - 1]
            line.append(total)
        result.append(torch.stack(line))
    return torch.stack(result)
