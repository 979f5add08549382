def batchnorm_parameters(num_features):
    bn = nn.BatchNorm2d(num_features)
    return sum(p.numel() for p in bn.parameters()), sum(b.numel() for b in bn.buffers())
