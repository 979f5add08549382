class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 32, 3, padding=1)
        self.c2 = nn.Conv2d(32, 64, 3, padding=1)

    def forward(self, images):
        x = F.relu(self.c2(F.relu(self.c1(images)))).flatten(1)
        f1 = nn.Linear(x.shape[1], 128)
        f2 = nn.Linear(128, 10)
        return f2(F.relu(f1(x)))
