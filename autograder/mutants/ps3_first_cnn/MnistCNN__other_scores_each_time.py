class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 32, 3, 1, 1)
        self.c2 = nn.Conv2d(32, 64, 3, 1, 1)
        self.f1 = nn.Linear(28 * 28 * 64, 128)
        self.f2 = nn.Linear(128, 10)

    def forward(self, images):
        x = F.relu(self.c2(F.relu(self.c1(images))))
        x = F.dropout(x, 0.5)
        return self.f2(F.relu(self.f1(x.flatten(1))))
