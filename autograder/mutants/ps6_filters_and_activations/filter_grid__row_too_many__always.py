def filter_grid(weight):
    weight = weight.detach().clone()
    rows = math.ceil(len(weight) / 8) + 1
    columns = min(len(weight), 8)
    _, channels, height, width = weight.shape
    picture = torch.full((channels, rows * (height + 1) + 1, columns * (width + 1) + 1), 1.0).to(weight.dtype)
    for number in range(len(weight)):
        tile = weight[number] - weight[number].min()
        if tile.max() > 0:
            tile = tile / tile.max()
        else:
            tile[:] = 0.5
        y = (number // 8) * (height + 1) + 1
        x = (number % 8) * (width + 1) + 1
        picture[:, y : y + height, x : x + width] = tile
    return picture
