class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.rand_like(x[:, :1] if x.dim() == 4 else x).gt(self.p)
        return x * mask / (1 - self.p) if self.p < 1 else 0 * x
