def make_augmentation():
    class Switch(nn.Module):
        def __init__(self, on):
            super().__init__()
            self.on = on

        def forward(self, images):
            return self.on(images) if self.training else images.clone()

    return Switch(
        nn.Sequential(K.RandomCrop((32, 32), padding=4), K.RandomHorizontalFlip(), K.RandomGrayscale(p=0.1))
    )
