def make_augmentation():
    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = K.AugmentationSequential(
                K.RandomCrop((32, 32), padding=4),
                K.RandomHorizontalFlip(),
                K.Normalize(mean=torch.tensor([0.49, 0.48, 0.45]), std=torch.tensor([0.25, 0.24, 0.26])),
            )

        def forward(self, x):
            return self.steps(x) if self.training else x

    return Augment()
