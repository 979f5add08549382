class CifarCNN(nn.Module):
    def __init__(self):
        super().__init__()

        def block(i, m, o):
            return nn.Sequential(
                nn.Conv2d(i, m, 3, padding=1),
                nn.BatchNorm2d(o),
                nn.ReLU(),
                nn.Conv2d(m, o, 3, padding=1),
                nn.ReLU(),
                nn.MaxPool2d(2),
            )

        self.b1, self.b2, self.b3 = block(3, 32, 64), block(64, 128, 128), block(128, 256, 256)
        self.drop2, self.drop = nn.Dropout2d(0.05), nn.Dropout(0.1)
        self.f1, self.f2, self.f3 = nn.Linear(4096, 1024), nn.Linear(1024, 512), nn.Linear(512, 10)

    def forward(self, images):
        x = self.b3(self.drop2(self.b2(self.b1(images))))
        x = F.relu(self.f1(self.drop(x.flatten(1))))
        return self.f3(self.drop(F.relu(self.f2(x))))
