class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        shape = x.shape[:2] + (1,) * (x.ndim - 2)
        mask = torch.rand(shape) >= self.p
        return x * mask / (1 - self.p)
