def receptive_field(layers):
    x = torch.zeros(1, 1, 500, requires_grad=True)
    y = x
    for k, s, d in layers:
        y = F.conv1d(y, torch.ones(1, 1, k), stride=s, dilation=d)
    y[0, 0, 0].backward()
    return int((x.grad != 0).nonzero().max()) + 1
