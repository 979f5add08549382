class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 32, 3, padding=1)
        self.c2 = nn.Conv2d(32, 64, 3, padding=1)
        self.f1 = None
        self.f2 = nn.Linear(128, 10)

    def forward(self, images):
        x = F.relu(self.c2(F.relu(self.c1(images)))).flatten(1)
        if self.f1 is None:
            self.f1 = nn.Linear(x.shape[1], 128)
        return self.f2(F.relu(self.f1(x)))
