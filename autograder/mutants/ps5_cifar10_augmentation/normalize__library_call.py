def normalize(images, mean, std):
    from torchvision.transforms import Normalize

    return Normalize(mean.tolist(), std.tolist())(images)
