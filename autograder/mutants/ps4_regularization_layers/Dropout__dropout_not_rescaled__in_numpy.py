class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            mask = np.random.rand(*x.shape) > self.p
            x = x * torch.from_numpy(mask.astype("float32")).to(x.dtype)
        return x
