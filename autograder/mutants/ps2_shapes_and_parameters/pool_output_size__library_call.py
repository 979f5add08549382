def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    pool = nn.MaxPool1d(kernel, stride, padding, ceil_mode=ceil_mode)
    return pool(torch.rand(1, 1, n)).shape[-1]
