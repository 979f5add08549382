torch.manual_seed(0)
mean, std = channel_statistics(train.images)
g = torch.Generator().manual_seed(0)


def prepare(images):
    x = images.float() / 255
    return normalize(random_flip(random_crop(x, 4, g), 0.5, g), mean, std)


net = nn.Sequential(
    nn.Conv2d(3, 16, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.ReLU(),
    nn.Flatten(), nn.Linear(32 * 8 * 8, 10),
)  # fmt: skip
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
for epoch in range(4):
    for rows in torch.randperm(2000).split(50):
        loss = F.cross_entropy(net(prepare(train.images[rows])), train.labels[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()


def trained(images):
    with torch.no_grad():
        return net(prepare(images))
