class SmallCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 12, 3, padding=1)
        self.conv2 = nn.Conv2d(12, 24, 3, padding=1)
        self.fc1 = nn.Linear(24 * 7 * 7, 96)
        self.fc2 = nn.Linear(96, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(x.flatten(1))))


torch.manual_seed(1)
trained = SmallCNN()
optimizer = torch.optim.Adam(trained.parameters(), lr=2e-3)
for epoch in range(5):
    train_one_epoch(trained, train_loader, optimizer, nn.CrossEntropyLoss())
    evaluate(trained, validation_loader, nn.CrossEntropyLoss())
