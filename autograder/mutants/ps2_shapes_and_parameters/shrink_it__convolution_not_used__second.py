class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3, padding=1)
        self.fc1 = nn.Linear(32 * 7 * 7, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        maps = F.max_pool2d(F.relu(self.conv1(x)), 4)
        return self.fc2(F.relu(self.fc1(maps.flatten(1))))

def shrunken_cnn():
    return Small()
