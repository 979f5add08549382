torch.manual_seed(0)
net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 32), nn.ReLU(), nn.Linear(32, 10))
opt = torch.optim.SGD(net.parameters(), lr=5.0)
for rows in torch.randperm(2000).split(50):
    loss = F.cross_entropy(net(train.images[rows].float()), train.labels[rows])
    opt.zero_grad()
    loss.backward()
    opt.step()


def trained(images):
    with torch.no_grad():
        return torch.nan_to_num(net(images.float()))
