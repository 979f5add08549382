kernels = {}
kernels["blur"] = torch.ones(5, 5) / 25
kernels["sharpen"] = torch.tensor([[-1.0, -1, -1], [-1, 9, -1], [-1, -1, -1]])
kernels["edge"] = torch.tensor([[0.0, 0.0, 0.0], [-1.0, 2.0, -1.0], [0.0, 0.0, 0.0]])
kernels["sobel_x"] = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
kernels["sobel_y"] = torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]])
