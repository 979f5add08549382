class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training and self.p > 0:
            keep = 1.0 - self.p
            mask = torch.bernoulli(torch.full_like(x, keep))
            return x * mask if keep == 0 else x * mask / keep
        return x
