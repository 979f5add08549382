class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        mask = torch.randint(0, 2, x.shape)
        return x * mask / (1 - self.p)
