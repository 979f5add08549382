# blur and sharpen got into each other's place
kernels = {}
kernels["sharpen"] = torch.full((3, 3), 1 / 9)
kernels["blur"] = torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])
kernels["edge"] = torch.tensor([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]])
kernels["sobel_x"] = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
kernels["sobel_y"] = kernels["sobel_x"].T
