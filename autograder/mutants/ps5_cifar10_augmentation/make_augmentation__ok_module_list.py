class Augment(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = nn.ModuleList([K.RandomCrop((32, 32), padding=4), K.RandomHorizontalFlip(p=0.5)])
        self.names = ["crop", "flip"]

    def forward(self, images):
        if not self.training:
            return images
        for step in self.steps:
            images = step(images)
        return images


def make_augmentation():
    return Augment()
