def channel_statistics(images):
    mean = images.double().mean((0, 2, 3))
    squares = images.square().double().mean((0, 2, 3))
    return mean / 255, torch.sqrt(torch.abs(squares - mean**2)) / 255
