class Augment(nn.Module):
    def __init__(self):
        super().__init__()
        self.k = {"crop": K.RandomCrop((32, 32), padding=4), "flip": K.RandomHorizontalFlip(p=0.5)}

    def forward(self, images):
        if self.training:
            return self.k["flip"](self.k["crop"](images))
        return images


def make_augmentation():
    return Augment()
