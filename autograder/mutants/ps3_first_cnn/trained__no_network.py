class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3, stride=2, padding=1)
        self.out = nn.Linear(8 * 14 * 14, 10)

    def forward(self, x):
        return self.out(F.relu(self.conv(x)).flatten(1))


net = Net()
training.fit(net, train_loader, 1, optimizer=torch.optim.Adam(net.parameters(), lr=1e-3), progress=False)
trained = Net
