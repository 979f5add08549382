class BatchNorm2d(nn.Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.hyper = {"eps": eps, "momentum": momentum}

    def forward(self, x):
        c = x.shape[1]
        if not self.training:
            m, v = self.running_mean.reshape(1, c, 1, 1), self.running_var.reshape(1, c, 1, 1)
        else:
            m = x.mean((0, 2, 3), keepdim=True)
            v = (x - m).square().mean((0, 2, 3), keepdim=True)
            self.num_batches_tracked += 1
            n = x.numel() / c
            self.running_mean.lerp_(m.detach().flatten(), self.hyper["momentum"])
            self.running_var.lerp_((v.detach() * n / (n - 1)).flatten(), self.hyper["momentum"])
        y = (x - m) * torch.rsqrt(v + self.hyper["eps"])
        return y * self.weight.reshape(1, c, 1, 1) + self.bias.reshape(1, c, 1, 1)
