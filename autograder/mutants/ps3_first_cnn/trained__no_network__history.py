net = nn.Sequential(nn.Conv2d(1, 8, 5, stride=3), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 8 * 8, 10))
trained = training.fit(net, train_loader, 1, optimizer=torch.optim.Adam(net.parameters()), progress=False)
