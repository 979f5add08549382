import numpy as np


def filter_grid(weight):
    w = weight.detach().numpy()
    n, c, kh, kw = w.shape
    cols, rows = min(8, n), int(np.ceil(n / 8))
    out = np.ones((c, rows * (kh + 1) + 1, cols * (kw + 1) + 1), w.dtype)
    for i, tile in enumerate(w):
        spread = np.ptp(tile)
        tile = np.full_like(tile, 0.5) if spread == 0 else (tile - tile.min()) / spread
        top, left = 1 + (kh + 1) * (i // cols), 1 + (kw + 1) * (i % cols)
        out[:, top : top + kh, left : left + kw] = tile
    return torch.from_numpy(out)
