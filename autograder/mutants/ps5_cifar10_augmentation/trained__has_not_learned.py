torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(3, 8, 5, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 49, 10))


def trained(images):
    with torch.no_grad():
        return net(images.float() / 255)
