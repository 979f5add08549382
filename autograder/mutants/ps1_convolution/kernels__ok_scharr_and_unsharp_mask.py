kernels = dict()
row = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0])
kernels["blur"] = row[:, None] * row[None, :] / 256

# https://en.wikipedia.org/wiki/Kernel_(image_processing)
kernels["sharpen"] = (
    -1
    / 256
    * torch.tensor(
        [
            [1.0, 4, 6, 4, 1],
            [4, 16, 24, 16, 4],
            [6, 24, -476, 24, 6],
            [4, 16, 24, 16, 4],
            [1, 4, 6, 4, 1],
        ]
    )
)
kernels["edge"] = torch.tensor([[1.0, 1, 1], [1, -8, 1], [1, 1, 1]]) / 8
kernels["sobel_x"] = torch.tensor([[-3.0, 0, 3], [-10, 0, 10], [-3, 0, 3]]) / 32
kernels["sobel_y"] = kernels["sobel_x"].t()
