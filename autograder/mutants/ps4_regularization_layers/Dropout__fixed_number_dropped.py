class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        count = x.numel()
        mask = torch.ones(count, dtype=x.dtype)
        mask[torch.randperm(count)[: int(self.p * count)]] = 0
        return x * mask.reshape(x.shape) / (1 - self.p)
