identity = torch.tensor([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]])
laplace = torch.tensor([[1.0, 1, 1], [1, -8, 1], [1, 1, 1]])
kernels = {
    "blur": torch.ones(3, 3) / 9,
    "sharpen": identity + laplace,
    "edge": laplace,
    "sobel_x": torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "sobel_y": torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]]),
}
