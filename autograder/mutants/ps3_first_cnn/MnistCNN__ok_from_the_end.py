class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(128, 10)
        self.hidden = nn.Linear(64 * 28**2, 128)
        self.second = nn.Conv2d(32, 64, 3, 1, 1)
        self.first = nn.Conv2d(1, 32, 3, 1, 1)

    def forward(self, x):
        x = torch.relu(self.second(torch.relu(self.first(x))))
        x = x.view(x.shape[0], -1)
        return self.out(torch.relu(self.hidden(x)))
