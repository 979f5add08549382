class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3, padding=1)
        self.fc1 = nn.Linear(64 * 28 * 28, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, images):
        x = self.conv1(images).sigmoid()
        x = self.conv2(x).sigmoid()
        x = self.fc1(x.flatten(start_dim=1)).sigmoid()
        return self.fc2(x)
