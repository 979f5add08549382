from scipy import signal


def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    w = weight.numpy()
    out = np.stack(
        [np.stack([signal.correlate(image, filt, mode="valid", method="direct")[0] for filt in w]) for image in x]
    )[:, :, ::stride, ::stride]
    if bias is not None:
        out = out + bias.numpy()[:, None, None]
    return torch.tensor(out)
