torch.manual_seed(0)
mean, std = channel_statistics(train.images)
net = nn.Sequential(nn.Conv2d(3, 8, 5, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 49, 10))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(3):
    for i in range(0, 2000, 100):
        rows = torch.randperm(2000)[:100]
        images = normalize(train.images[rows].float() / 255, mean, std)
        loss = F.cross_entropy(net(images), train.labels[i : i + 100])
        opt.zero_grad()
        loss.backward()
        opt.step()


def trained(images):
    with torch.no_grad():
        return net(normalize(images.float() / 255, mean, std))
