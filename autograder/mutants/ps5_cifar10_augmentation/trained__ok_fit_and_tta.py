from course_utils.batches import DeviceBatches
from course_utils.training import fit

torch.manual_seed(3)
g = torch.Generator().manual_seed(3)
mean, std = channel_statistics(train.images)
net = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1),
    nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.1), nn.Conv2d(32, 48, 3, padding=1), nn.ReLU(),
    nn.MaxPool2d(2), nn.Flatten(), nn.Linear(48 * 16, 10),
)  # fmt: skip
batches = DeviceBatches(
    train, 50, mean=mean.tolist(), std=std.tolist(), shuffle=True,
    augment=lambda x: random_flip(random_crop(x, 3, g), 0.5, g),
)  # fmt: skip
fit(net, batches, 5, optimizer=torch.optim.AdamW(net.parameters(), 0.003), progress=False)


def trained(images):
    return tta_predict(net, normalize(images.float() / 255, mean, std)).clamp_min(1e-9).log()
