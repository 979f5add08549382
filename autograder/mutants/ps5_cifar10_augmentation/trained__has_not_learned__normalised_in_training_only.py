torch.manual_seed(0)
mean, std = channel_statistics(train.images)
net = nn.Sequential(
    nn.Conv2d(3, 16, 3, stride=2, padding=1), nn.BatchNorm2d(16), nn.ReLU(),
    nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.Flatten(), nn.Linear(32 * 8 * 8, 10),
)  # fmt: skip
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
for epoch in range(5):
    for rows in torch.randperm(2000).split(50):
        loss = F.cross_entropy(net(normalize(train.images[rows].float() / 255, mean, std)), train.labels[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
net.eval()


def trained(images):
    with torch.no_grad():
        return net(images.float() / 255)
