class MnistCNN(nn.Module):
    def __init__(self, activation=F.relu):
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv2d(i, o, 3, padding=1) for i, o in [(1, 32), (32, 64)])
        self.linears = nn.ModuleList([nn.Linear(64 * 28 * 28, 128), nn.Linear(128, 10)])
        self.activation = activation

    def forward(self, x):
        for conv in self.convs:
            x = self.activation(conv(x))
        x = torch.flatten(x, start_dim=1)
        x = self.activation(self.linears[0](x))
        return self.linears[1](x)
