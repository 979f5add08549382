def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.crop = K.RandomCrop((32, 32), padding=4, same_on_batch=True)
            self.flip = K.RandomHorizontalFlip(same_on_batch=True)

        def forward(self, x):
            return self.flip(self.crop(x)) if self.training else x

    return Augment()
