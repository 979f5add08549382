def normalize(images, mean, std):
    x = images.numpy()
    for c in range(x.shape[1]):
        x[:, c] -= mean[c].item()
        x[:, c] /= std[c].item()
    return torch.from_numpy(x)
