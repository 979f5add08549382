class ConvBlock(nn.Module):
    def __init__(self, cin, mid, cout):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(cin, mid, kernel_size=3, padding=1),
            nn.BatchNorm2d(mid),
            nn.ReLU(inplace=True),
            nn.Conv2d(mid, cout, kernel_size=3, padding=1),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(kernel_size=2, stride=2),
        )

    def forward(self, x):
        return self.net(x)


class CifarCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1, self.block2, self.block3 = ConvBlock(3, 32, 64), ConvBlock(64, 128, 128), ConvBlock(128, 256, 256)
        self.dropout = nn.Dropout2d(p=0.05)
        self.classifier = nn.Sequential(
            nn.Dropout(p=0.1), nn.Linear(4096, 1024), nn.ReLU(), nn.Linear(1024, 512), nn.ReLU(), nn.Dropout(p=0.1),
            nn.Linear(512, 10),
        )  # fmt: skip

    def forward(self, images):
        x = self.block3(self.dropout(self.block2(self.block1(images))))
        return self.classifier(x.view(x.size(0), -1))
