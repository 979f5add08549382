def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.Sequential(
                K.RandomAffine(15.0, translate=(0.125, 0.125), shear=5.0, p=1.0),
                K.RandomHorizontalFlip(0.5),
                K.ColorJitter(0.2, 0.2, 0.2, 0.02, p=1.0),
            )

        def forward(self, x):
            return self.steps(x) if self.training else x

    return Augment()
