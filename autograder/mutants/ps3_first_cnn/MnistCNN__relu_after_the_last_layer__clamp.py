class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(1, 32, 3, 1, 1), nn.Conv2d(32, 64, 3, 1, 1)
        self.l1, self.l2 = nn.Linear(64 * 28 * 28, 128), nn.Linear(128, 10)

    def forward(self, x):
        for layer in (self.c1, self.c2):
            x = layer(x).clamp(min=0)
        x = x.reshape(len(x), -1)
        for layer in (self.l1, self.l2):
            x = layer(x).clamp(min=0)
        return x
