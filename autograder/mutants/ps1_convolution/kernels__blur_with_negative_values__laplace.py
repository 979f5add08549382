laplace = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
kernels = {
    "blur": -laplace / laplace.abs().sum(),
    "sharpen": torch.tensor([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]]) - laplace,
    "edge": laplace,
    "sobel_x": torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "sobel_y": torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]]),
}
