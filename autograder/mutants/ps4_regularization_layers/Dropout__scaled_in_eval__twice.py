class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        q = 1 - self.p
        if self.training:
            return x * torch.bernoulli(torch.full_like(x, q)) / max(q, 1e-9)
        return q * x
