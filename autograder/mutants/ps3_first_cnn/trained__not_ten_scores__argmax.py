class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 12 * 12, 10))

    def forward(self, x):
        scores = self.net(x)
        return scores if self.training else scores.argmax(1)


trained = Reader()
optimizer = torch.optim.Adam(trained.parameters(), lr=1e-3)
for images, labels in train_loader:
    optimizer.zero_grad()
    F.cross_entropy(trained(images), labels).backward()
    optimizer.step()
