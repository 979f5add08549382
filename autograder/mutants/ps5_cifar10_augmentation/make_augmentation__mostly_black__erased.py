def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.Sequential(
                K.RandomCrop((32, 32), padding=4),
                K.RandomHorizontalFlip(),
                K.RandomErasing(scale=(0.4, 0.6), p=1.0),
            )

        def forward(self, x):
            return self.steps(x) if self.training else x

    return Augment()
