def make_augmentation():
    class Augmentation(nn.Module):
        def __init__(self, *steps):
            super().__init__()
            self.steps = nn.ModuleList(steps)

        def forward(self, x):
            for step in self.steps if self.training else ():
                x = step(x)
            return x.clamp(0, 1)

    return Augmentation(
        K.RandomCrop((32, 32), padding=4),
        K.RandomHorizontalFlip(),
        K.RandomRotation(15.0, p=1.0),
        K.RandomGaussianNoise(std=0.02, p=0.5),
        K.RandomErasing(p=0.25, scale=(0.02, 0.1)),
    )
