from torchvision.utils import make_grid


def filter_grid(weight):
    return make_grid(weight.detach(), nrow=8, padding=1, normalize=True, scale_each=True, pad_value=1.0)
