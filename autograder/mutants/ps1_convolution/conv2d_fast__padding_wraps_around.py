def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (0, padding, 0, padding))
    top = torch.arange(0, H + 2 * padding - kh + 1, stride) - padding
    left = torch.arange(0, W + 2 * padding - kw + 1, stride) - padding
    rows = top[:, None] + torch.arange(kh)
    cols = left[:, None] + torch.arange(kw)
    rows[rows < 0] += H
    cols[cols < 0] += W
    windows = x[:, :, rows[:, None, :, None], cols[None, :, None, :]]
    out = torch.einsum("nchwab,ocab->nohw", windows, weight)
    return out if bias is None else out + bias.view(-1, 1, 1)
