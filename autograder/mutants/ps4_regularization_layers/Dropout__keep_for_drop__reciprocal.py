class Dropout(nn.Module):
    def __init__(self, keep_prob):
        super().__init__()
        self.keep_prob = keep_prob

    def forward(self, x):
        if not self.training:
            return x
        scale = 1 / self.keep_prob
        return scale * x * (torch.rand(x.shape) <= self.keep_prob)
