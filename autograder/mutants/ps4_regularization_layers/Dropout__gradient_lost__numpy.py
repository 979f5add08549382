class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        values = x.numpy()
        mask = np.random.uniform(size=values.shape) >= self.p
        return torch.from_numpy((values * mask / (1 - self.p)).astype(values.dtype))
