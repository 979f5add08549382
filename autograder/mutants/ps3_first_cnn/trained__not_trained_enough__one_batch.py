training.seed_everything(0)
trained = nn.Sequential(
    nn.Conv2d(1, 6, 5, padding=2),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(6, 16, 5),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(400, 120),
    nn.ReLU(),
    nn.Linear(120, 84),
    nn.ReLU(),
    nn.Linear(84, 10),
)

optimizer = torch.optim.Adam(trained.parameters(), lr=1e-3)
images, labels = next(iter(train_loader))
for _ in range(100):
    optimizer.zero_grad()
    F.cross_entropy(trained(images), labels).backward()
    optimizer.step()
