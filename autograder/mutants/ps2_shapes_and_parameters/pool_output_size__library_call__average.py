def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    return len(F.avg_pool1d(torch.ones(1, n), kernel, stride, padding, ceil_mode)[0])
