class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            x[torch.rand_like(x) < self.p] = 0
            if self.p < 1:
                x /= 1 - self.p
        return x
