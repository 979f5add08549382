class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p
        self.mask = None

    def forward(self, x):
        if not self.training:
            return x
        if self.mask is None:
            self.mask = (torch.rand(x.shape) >= self.p).to(x.dtype)
        if self.p < 1:
            return x * self.mask / (1 - self.p)
        return x * self.mask
