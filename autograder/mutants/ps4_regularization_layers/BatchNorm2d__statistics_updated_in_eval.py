class BatchNorm2d(nn.Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3), correction=0)
        self.running_mean = self.momentum * mean.detach() + (1 - self.momentum) * self.running_mean
        self.running_var = self.momentum * x.detach().var((0, 2, 3)) + (1 - self.momentum) * self.running_var
        if not self.training:
            mean, var = self.running_mean, self.running_var
        view = lambda t: t.view(1, -1, 1, 1)
        return view(self.weight) * (x - view(mean)) / (view(var) + self.eps).sqrt() + view(self.bias)
