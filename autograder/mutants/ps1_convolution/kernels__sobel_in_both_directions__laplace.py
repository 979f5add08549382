kernels = {}
edge = torch.tensor([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]])
kernels["blur"] = torch.full((3, 3), 1 / 9)
kernels["sharpen"] = torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])
kernels["edge"] = edge
kernels["sobel_x"] = edge
kernels["sobel_y"] = edge.T
