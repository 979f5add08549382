class CifarCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(3, 32, 3, padding=1), nn.Conv2d(32, 64, 3, padding=1)
        self.c3, self.c4 = nn.Conv2d(64, 128, 3, padding=1), nn.Conv2d(128, 128, 3, padding=1)
        self.c5, self.c6 = nn.Conv2d(128, 256, 3, padding=1), nn.Conv2d(256, 256, 3, padding=1)
        self.b1, self.b2, self.b3 = nn.BatchNorm2d(32), nn.BatchNorm2d(128), nn.BatchNorm2d(256)
        self.l1, self.l2, self.l3 = nn.Linear(256 * 16, 1024), nn.Linear(1024, 512), nn.Linear(512, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.c2(F.relu(self.b1(self.c1(x))))), 2)
        x = F.max_pool2d(F.relu(self.c4(F.relu(self.b2(self.c3(x))))), 2)
        x = F.dropout2d(x, 0.05, self.training)
        x = F.max_pool2d(F.relu(self.c6(F.relu(self.b3(self.c5(x))))), 2)
        x = F.dropout(x.flatten(1), 0.1, self.training)
        x = F.dropout(F.relu(self.l1(x)), 0.1, self.training)
        x = F.dropout(F.relu(self.l2(x)), 0.1, self.training)
        return self.l3(x)
