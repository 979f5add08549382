@torch.inference_mode()
def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = F.pad(images, (padding, padding, padding, padding))
    out = torch.conv2d(x, weight, stride=stride)
    return out if bias is None else out + bias.view(1, -1, 1, 1)
