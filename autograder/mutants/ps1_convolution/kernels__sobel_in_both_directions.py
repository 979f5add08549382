kernels = {
    "blur": torch.full((3, 3), 1 / 9),
    "sharpen": torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "edge": torch.tensor([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "sobel_x": torch.tensor([[-2.0, -1, 0], [-1, 0, 1], [0, 1, 2]]),
    "sobel_y": torch.tensor([[0.0, 1, 2], [-1, 0, 1], [-2, -1, 0]]),
}
