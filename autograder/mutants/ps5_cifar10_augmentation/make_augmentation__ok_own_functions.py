def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.crop = K.RandomCrop((32, 32), padding=4)
            self.flip = K.RandomHorizontalFlip(p=0.5)

        def forward(self, x):
            if not self.training:
                return x
            return self.flip(self.crop(x))

    return Augment()
