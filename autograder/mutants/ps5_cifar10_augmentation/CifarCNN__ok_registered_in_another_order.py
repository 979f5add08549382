class CifarCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.ModuleList([nn.Linear(512, 10), nn.Linear(1024, 512), nn.Linear(4096, 1024)])
        self.norms = nn.ModuleList([nn.BatchNorm2d(c) for c in (32, 128, 256)])
        sizes = [3, 32, 64, 128, 128, 256, 256]
        self.convs = nn.ModuleList([nn.Conv2d(a, b, 3, 1, "same") for a, b in zip(sizes, sizes[1:])])

    def forward(self, x):
        for block in range(3):
            x = self.norms[block](self.convs[2 * block](x)).relu()
            x = self.convs[2 * block + 1](x).relu()
            x = F.max_pool2d(x, 2)
            if block == 1:
                x = F.dropout2d(x, 0.05, self.training)
        x = F.dropout(torch.flatten(x, 1), p=0.1, training=self.training)
        x = self.fc[2](x).relu()
        x = self.fc[1](x).relu()
        return self.fc[0](F.dropout(x, p=0.1, training=self.training))
