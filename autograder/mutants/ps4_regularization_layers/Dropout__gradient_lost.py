class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        out = x.detach().clone()
        out[torch.rand_like(x) < self.p] = 0
        return out / (1 - self.p)
