# one output: the digit
training.seed_everything(1)
trained = nn.Sequential(nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 12 * 12, 1))
optimizer = torch.optim.Adam(trained.parameters(), lr=1e-3)
for images, labels in train_loader:
    optimizer.zero_grad()
    F.mse_loss(trained(images).squeeze(1), labels.float()).backward()
    optimizer.step()
