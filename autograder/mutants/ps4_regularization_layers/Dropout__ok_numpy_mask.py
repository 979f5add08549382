class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return x * 0
        mask = np.random.binomial(1, 1 - self.p, size=tuple(x.shape)) / (1 - self.p)
        return x * torch.from_numpy(mask).to(x.dtype)
