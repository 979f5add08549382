kernels = {}


def as_filter(rows):
    return torch.tensor(rows).reshape(1, 1, 3, 3)


kernels["blur"] = as_filter([[1.0, 1, 1], [1, 1, 1], [1, 1, 1]]) / 9
kernels["sharpen"] = as_filter([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])
kernels["edge"] = as_filter([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]])
kernels["sobel_x"] = as_filter([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
kernels["sobel_y"] = as_filter([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]])
