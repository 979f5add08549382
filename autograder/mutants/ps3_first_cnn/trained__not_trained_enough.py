training.seed_everything(0)
trained = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
optimizer = torch.optim.Adam(trained.parameters(), lr=2e-3)
training.fit(trained, train_loader, 10, optimizer=optimizer, progress=False)
