def convolve1d(x, w, stride=1, padding=0):
    return F.conv1d(x.view(1, 1, -1), w.flip(0).view(1, 1, -1), stride=stride, padding=padding).view(-1)
