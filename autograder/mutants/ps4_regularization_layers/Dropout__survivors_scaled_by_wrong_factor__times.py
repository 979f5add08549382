class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            return (1 - self.p) * x * (torch.rand_like(x) >= self.p)
        return x
