kernels = {name: nn.Conv2d(1, 1, 3, bias=False) for name in ("blur", "sharpen", "edge", "sobel_x", "sobel_y")}
with torch.no_grad():
    kernels["blur"].weight[:] = 1 / 9
    kernels["sharpen"].weight[:] = torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])
    kernels["edge"].weight[:] = torch.tensor([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]])
    kernels["sobel_x"].weight[:] = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    kernels["sobel_y"].weight[:] = torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]])
