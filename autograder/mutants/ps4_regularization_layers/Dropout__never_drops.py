class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            return x
        mask = torch.rand_like(x) >= self.p
        return x * mask / (1 - self.p)
