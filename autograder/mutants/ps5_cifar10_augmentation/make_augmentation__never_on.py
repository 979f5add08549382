def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.Sequential(K.RandomCrop((32, 32), padding=4), K.RandomHorizontalFlip())

        def forward(self, x):
            if self.training:
                self.steps(x)
            return x

    return Augment()
