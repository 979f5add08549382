import numpy as np


def fixed_occlusion(model, image, target, size, stride):
    pixels = image.numpy()
    height, width = pixels.shape[-2:]
    heat = np.zeros(
        (int(np.floor((height - size) / stride)) + 1, int(np.floor((width - size) / stride)) + 1), pixels.dtype
    )
    for (r, c), _ in np.ndenumerate(heat):
        covered = pixels.copy()
        covered[:, r * stride : r * stride + size, c * stride : c * stride + size] = 0.5
        with torch.no_grad():
            heat[r, c] = model(torch.from_numpy(covered)[None]).softmax(1)[0, target].item()
    return torch.from_numpy(heat)
