one = torch.zeros(3, 3)
one[1, 1] = 1.0
blur = torch.full((3, 3), 1 / 9)
kernels = {
    "blur": blur,
    # more of the blur, less of the image
    "sharpen": 2 * blur - one,
    "edge": one - blur,
    "sobel_x": torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "sobel_y": torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]]),
}
