class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        mask = torch.rand_like(x) >= self.p
        self.out = x * mask / max(1 - self.p, 1e-9) if self.training else x
