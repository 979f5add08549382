class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.keep = 1 - p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.randn(x.shape) < self.keep
        return x * mask / max(self.keep, 1e-6)
