def make_augmentation():
    class Augment(nn.Module):
        def forward(self, x):
            if not self.training:
                return x
            g = torch.Generator().manual_seed(int(torch.randint(2**31, ())))
            return random_flip(random_crop(x, 4, g), 0.5, g)

    return Augment()
