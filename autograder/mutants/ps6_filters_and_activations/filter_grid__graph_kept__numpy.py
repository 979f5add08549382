import numpy as np


def filter_grid(weight):
    w = weight.numpy()
    n, c, kh, kw = w.shape
    cols, rows = min(8, n), int(np.ceil(n / 8))
    out = np.ones((c, rows * (kh + 1) + 1, cols * (kw + 1) + 1), dtype=w.dtype)
    for i, tile in enumerate(w):
        tile = (tile - tile.min()) / np.ptp(tile) if np.ptp(tile) else 0.5
        top, left = 1 + (kh + 1) * (i // cols), 1 + (kw + 1) * (i % cols)
        out[:, top : top + kh, left : left + kw] = tile
    return torch.from_numpy(out)
