kernels = dict(
    blur=torch.full((3, 3), 0.1),
    sharpen=torch.tensor([[-1.0, -1, -1], [-1, 9, -1], [-1, -1, -1]]),
    edge=torch.tensor([[1.0, 1, 1], [1, -8, 1], [1, 1, 1]]),
    sobel_x=torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    sobel_y=torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]]),
)
