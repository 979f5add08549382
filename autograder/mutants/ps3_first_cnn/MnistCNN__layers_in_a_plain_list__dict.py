class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = {
            "conv1": nn.Conv2d(1, 32, 3, padding=1),
            "conv2": nn.Conv2d(32, 64, 3, padding=1),
            "fc1": nn.Linear(64 * 28 * 28, 128),
            "fc2": nn.Linear(128, 10),
        }

    def forward(self, x):
        x = F.relu(self.parts["conv1"](x))
        x = F.relu(self.parts["conv2"](x))
        x = F.relu(self.parts["fc1"](x.flatten(1)))
        return self.parts["fc2"](x)
