class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training and 0 < self.p < 1:
            drawn = torch.distributions.Bernoulli(probs=1 - self.p).sample(x.shape)
            return x * drawn.to(x.dtype) / (1 - self.p)
        return torch.zeros_like(x) if self.training and self.p == 1 else x
