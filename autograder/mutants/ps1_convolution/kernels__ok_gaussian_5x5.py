x = torch.arange(-2, 3, dtype=torch.float32)
g = torch.exp(-(x**2) / 2)
gauss = torch.outer(g, g)
gauss /= gauss.sum()

identity = torch.zeros(5, 5)
identity[2, 2] = 1

kernels = {
    "blur": gauss,
    "sharpen": 2 * identity - gauss,
    "edge": identity - gauss,
    "sobel_x": torch.outer(torch.tensor([1.0, 4, 6, 4, 1]), torch.tensor([-1.0, -2, 0, 2, 1])),
    "sobel_y": torch.outer(torch.tensor([-1.0, -2, 0, 2, 1]), torch.tensor([1.0, 4, 6, 4, 1])),
}
