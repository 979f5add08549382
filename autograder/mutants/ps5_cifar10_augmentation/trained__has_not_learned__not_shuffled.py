torch.manual_seed(0)
mean, std = channel_statistics(train.images)
net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))
opt = torch.optim.SGD(net.parameters(), lr=0.05)
order = train.labels.argsort()
for rows in order.split(100):
    loss = F.cross_entropy(net(normalize(train.images[rows].float() / 255, mean, std)), train.labels[rows])
    opt.zero_grad()
    loss.backward()
    opt.step()


def trained(images):
    with torch.no_grad():
        return net(normalize(images.float() / 255, mean, std))
