torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(128, 10))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for rows in torch.randperm(2000).split(100):
    loss = F.cross_entropy(net(train.images[rows].float() / 255), train.labels[rows])
    opt.zero_grad()
    loss.backward()
    opt.step()


def trained(images):
    with torch.no_grad():
        return net(images)
