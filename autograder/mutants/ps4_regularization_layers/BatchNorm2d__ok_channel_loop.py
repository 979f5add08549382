class BatchNorm2d(nn.Module):
    """Batch norm, one channel at a time."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        channels = []
        for c in range(self.num_features):
            values = x[:, c]
            n = values.numel()
            mean, var = self.running_mean[c].clone(), self.running_var[c].clone()
            if self.training:
                mean = values.sum() / n
                var = ((values - mean) ** 2).sum() / n
                with torch.no_grad():
                    self.running_mean[c] += self.momentum * (mean - self.running_mean[c])
                    self.running_var[c] += self.momentum * (var * n / (n - 1) - self.running_var[c])
            channels.append(self.weight[c] * (values - mean) / (var + self.eps) ** 0.5 + self.bias[c])
        return torch.stack(channels, dim=1)
