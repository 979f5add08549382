def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.Sequential(
                K.RandomAffine(0.0, translate=(0.25, 0.25), p=1.0),
                K.RandomHorizontalFlip(),
            )

        def forward(self, x):
            return self.steps(x) if self.training else x

    return Augment()
