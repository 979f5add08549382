class BatchNorm2d(nn.Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        n, c, h, w = x.shape
        rows = x.permute(0, 2, 3, 1).reshape(-1, c)
        if self.training:
            var, mean = torch.var_mean(rows, dim=0, correction=0)
            m = self.momentum
            self.running_mean.data = (1 - m) * self.running_mean + m * mean.data
            self.running_var.data = (1 - m) * self.running_var + m * rows.data.var(dim=0)
        else:
            mean, var = self.running_mean, self.running_var
        out = (rows - mean) / torch.sqrt(var + self.eps) * self.weight + self.bias
        return out.reshape(n, h, w, c).permute(0, 3, 1, 2)
