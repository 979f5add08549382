def filter_grid(weight):
    tiles = []
    for f in weight.detach():
        span = f.max() - f.min()
        tile = (f - f.min()) / span if span > 0 else torch.full_like(f, 0.5)
        tiles.append(F.pad(tile, (0, 1, 0, 1), value=1.0))
    columns = min(8, len(tiles))
    while len(tiles) % columns:
        tiles.append(torch.ones_like(tiles[0]))
    rows = [torch.cat(tiles[i : i + columns], 2) for i in range(0, len(tiles), columns)]
    return torch.cat(rows, 1)
