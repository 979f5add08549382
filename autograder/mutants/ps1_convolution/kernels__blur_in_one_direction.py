kernels = {}
kernels["blur"] = torch.tensor([[0.0, 0, 0], [1, 1, 1], [0, 0, 0]]) / 3
kernels["sharpen"] = torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])
kernels["edge"] = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
kernels["sobel_x"] = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
kernels["sobel_y"] = torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]])
