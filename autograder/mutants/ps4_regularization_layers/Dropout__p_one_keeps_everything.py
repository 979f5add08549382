class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training and self.p < 1:
            mask = torch.rand(x.shape) >= self.p
            return x * mask / (1 - self.p)
        return x
