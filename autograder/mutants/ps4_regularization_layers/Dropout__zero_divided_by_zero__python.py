class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        scale = 1.0 / (1.0 - self.p)
        return x * (torch.rand_like(x) >= self.p) * scale
