training.seed_everything(7)
trained = nn.Sequential(
    nn.Conv2d(1, 8, 5, padding=2),
    nn.BatchNorm2d(8),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 5),
    nn.BatchNorm2d(16),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(400, 100),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(100, 10),
    nn.LogSoftmax(dim=1),
)
optimizer = torch.optim.Adam(trained.parameters(), lr=3e-3)
trained.train()
for epoch in range(6):
    for images, labels in train_loader:
        optimizer.zero_grad()
        nn.NLLLoss()(trained(images), labels).backward()
        optimizer.step()
