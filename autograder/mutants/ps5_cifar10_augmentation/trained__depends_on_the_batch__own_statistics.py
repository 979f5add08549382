torch.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(3, 16, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.ReLU(),
    nn.Flatten(), nn.Linear(32 * 8 * 8, 10),
)  # fmt: skip


def prepare(images):
    m, s = channel_statistics(images)
    return normalize(images.float() / 255, m, s)


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
