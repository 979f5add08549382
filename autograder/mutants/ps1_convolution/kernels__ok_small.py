# 2x2 is enough for most of them
kernels = {
    "blur": torch.full((2, 2), 0.25),
    "sharpen": torch.tensor([[0, -0.25, 0], [-0.25, 2, -0.25], [0, -0.25, 0]]),
    "edge": torch.tensor([[2.0, -1.0], [-1.0, 0.0]]),
    "sobel_x": torch.tensor([[-1.0, 1.0], [-1.0, 1.0]]),
    "sobel_y": torch.tensor([[-1.0, -1.0], [1.0, 1.0]]),
}
