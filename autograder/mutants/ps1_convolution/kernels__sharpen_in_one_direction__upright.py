column = torch.tensor([[-0.5], [2.0], [-0.5]])
kernels = {
    "blur": torch.ones(3, 3) / 9,
    # the weights of one column, spread over three
    "sharpen": column @ torch.tensor([[0.25, 0.5, 0.25]]),
    "edge": torch.tensor([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "sobel_x": torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "sobel_y": torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]]),
}
