training.seed_everything(0)
trained = nn.Sequential(nn.Conv2d(1, 4, 5, stride=2), nn.Flatten(), nn.Linear(4 * 12 * 12, 10))
optimizer = torch.optim.SGD(trained.parameters(), lr=1000.0)
for images, labels in train_loader:
    optimizer.zero_grad()
    F.cross_entropy(trained(images), labels).backward()
    optimizer.step()
