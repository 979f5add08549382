kernels = {}
s, d = torch.tensor([1.0, 2.0, 1.0]), torch.tensor([-1.0, 0.0, 1.0])
b = torch.outer(s, s) / 16
e = torch.eye(3)[1].outer(torch.eye(3)[1]) - b
kernels |= dict(blur=b, edge=e, sharpen=b + 2 * e, sobel_x=d.outer(s), sobel_y=s.outer(d))
