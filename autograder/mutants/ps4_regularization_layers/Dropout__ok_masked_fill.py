class Dropout(nn.Module):
    """Fills the dropped places with zeros."""

    def __init__(self, p):
        super(Dropout, self).__init__()
        assert 0 <= p <= 1
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        gone = torch.rand_like(x) < self.p
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return (x * scale).masked_fill(gone, 0)
