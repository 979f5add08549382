class Dropout(nn.Module):
    def __init__(self, p, train=True):
        super().__init__()
        self.p = p
        self.is_training = train

    def forward(self, x):
        if self.is_training:
            if self.p >= 1:
                return x * 0
            return x * torch.bernoulli(torch.full_like(x, 1 - self.p)) / (1 - self.p)
        return x
