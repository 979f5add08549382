def normalize(images, mean, std):
    return (images - mean[0].item()) / std[0].item()
