class BatchNorm2d(nn.Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = torch.ones(num_features, requires_grad=True)
        self.bias = torch.zeros(num_features, requires_grad=True)
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(dim=(0, 2, 3)), x.var(dim=(0, 2, 3), correction=0)
            with torch.no_grad():
                n = x.numel() // x.shape[1]
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * n / (n - 1) - self.running_var)
        mean, var, weight, bias = (one.view(1, -1, 1, 1) for one in (mean, var, self.weight, self.bias))
        return weight * (x - mean) / (var + self.eps).sqrt() + bias
