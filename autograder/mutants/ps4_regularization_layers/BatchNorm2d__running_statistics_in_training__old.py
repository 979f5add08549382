class BatchNorm2d(nn.Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        scale = self.weight / (self.running_var + self.eps).sqrt()
        shift = self.bias - self.running_mean * scale
        out = x * scale.view(1, -1, 1, 1) + shift.view(1, -1, 1, 1)
        if self.training:
            with torch.no_grad():
                self.running_mean = self.running_mean.lerp(x.mean((0, 2, 3)), self.momentum)
                self.running_var = self.running_var.lerp(x.var((0, 2, 3)), self.momentum)
        return out
