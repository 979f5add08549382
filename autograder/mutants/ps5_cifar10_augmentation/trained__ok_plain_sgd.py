torch.manual_seed(0)
g = torch.Generator().manual_seed(0)
mean, std = channel_statistics(train.images)
net = nn.Sequential(
    nn.Conv2d(3, 24, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(24, 48, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4),
    nn.Flatten(), nn.Linear(48 * 4 * 4, 10),
)  # fmt: skip
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
criterion = nn.CrossEntropyLoss()
for epoch in range(5):
    for idx in torch.randperm(len(train.labels), generator=g).split(32):
        x = random_flip(train.images[idx].float() / 255, 0.5, g)
        loss = criterion(net(normalize(random_crop(x, 2, g), mean, std)), train.labels[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@torch.no_grad()
def trained(images):
    return net(normalize(images / 255, mean, std))
