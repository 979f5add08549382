def filter_grid(weight):
    weight = weight.detach()
    n, c, kh, kw = weight.shape
    low = weight.amin((1, 2, 3), keepdim=True)
    span = weight.amax((1, 2, 3), keepdim=True) - low
    tiles = torch.where(
        span == 0, torch.full_like(weight, 0.5), (weight - low) / torch.where(span == 0, torch.ones_like(span), span)
    )
    columns = min(8, n)
    rows = -(-n // columns)
    holder = torch.ones(rows * columns, c, kh + 1, kw + 1, dtype=weight.dtype)
    holder[:n, :, 1:, 1:] = tiles
    sheet = holder.reshape(rows, columns, c, kh + 1, kw + 1).permute(2, 0, 3, 1, 4).reshape(c, rows * (kh + 1), -1)
    sheet = torch.cat([sheet, torch.ones(c, 1, sheet.shape[2], dtype=sheet.dtype)], 1)
    return torch.cat([sheet, torch.ones(c, sheet.shape[1], 1, dtype=sheet.dtype)], 2)
