class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0 or self.p == 1:
            return x
        mask = torch.rand(x.shape) >= self.p
        return x * mask / (1 - self.p)
