def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.Sequential(
                K.RandomHorizontalFlip(),
                K.RandomAffine(0.0, translate=(0.125, 0.125), p=0.5),
            )

        def forward(self, x):
            return self.steps(x) if self.training else x

    return Augment()
