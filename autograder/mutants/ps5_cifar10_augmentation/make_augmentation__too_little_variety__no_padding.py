def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.Sequential(
                K.RandomCrop((32, 32)),
                K.RandomHorizontalFlip(),
            )

        def forward(self, x):
            return self.steps(x) if self.training else x

    return Augment()
