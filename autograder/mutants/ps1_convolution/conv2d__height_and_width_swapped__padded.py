def conv2d(image, kernel, stride=1, padding=0):
    rows, cols = image.shape
    padded = torch.zeros(cols + 2 * padding, rows + 2 * padding, dtype=image.dtype)
    padded[padding : padding + rows, padding : padding + cols] = image
    kr, kc = kernel.shape
    result = []
    for r in range(0, rows + 2 * padding - kr + 1, stride):
        result.append(
            [
                (padded[r : r + kr, c : c + kc] * kernel).sum().item()
                for c in range(0, cols + 2 * padding - kc + 1, stride)
            ]
        )
    return torch.tensor(result, dtype=image.dtype)
