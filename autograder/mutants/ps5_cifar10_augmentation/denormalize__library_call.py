def denormalize(images, mean, std):
    from torchvision.transforms.v2 import functional

    return functional.normalize(images, (-mean / std).tolist(), (1 / std).tolist())
