class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.keep = 1 - p

    def forward(self, x):
        if self.training is False:
            return x.clone()
        drawn = torch.rand(x.size(), device=x.device)
        return torch.where(drawn < self.keep, x / max(self.keep, 1e-12), torch.zeros_like(x))
