training.seed_everything(4)
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

optimizer = torch.optim.Adam(trained.parameters(), lr=2e-3)
for epoch in range(8):
    training.train_one_epoch(
        trained, train_loader, optimizer, nn.CrossEntropyLoss(), augment=lambda x: augment.random_crop(x, padding=1)
    )
trained.eval()
