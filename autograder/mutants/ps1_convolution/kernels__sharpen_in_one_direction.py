kernels = {}
kernels["blur"] = torch.full((3, 3), 1 / 9)
kernels["sharpen"] = torch.tensor([[0.0, 0, 0], [-1, 3, -1], [0, 0, 0]])
kernels["edge"] = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
kernels["sobel_x"] = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
kernels["sobel_y"] = kernels["sobel_x"].T
