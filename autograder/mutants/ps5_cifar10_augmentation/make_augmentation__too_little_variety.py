def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.flip = K.RandomHorizontalFlip(p=0.5)

        def forward(self, x):
            return self.flip(x) if self.training else x

    return Augment()
