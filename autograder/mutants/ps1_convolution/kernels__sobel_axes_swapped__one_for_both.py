sobel = torch.tensor([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
kernels = {
    "blur": torch.full((3, 3), 1 / 9),
    "sharpen": torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "edge": torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]),
    "sobel_x": sobel,
    "sobel_y": -sobel,
}
