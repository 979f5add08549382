def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    layer = nn.Conv2d(in_channels, out_channels, kernel_size, groups=groups, device="meta")
    return layer.weight.numel() + (layer.bias.numel() if bias else 0)
