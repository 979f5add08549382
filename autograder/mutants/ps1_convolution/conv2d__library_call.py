def conv2d(image, kernel, stride=1, padding=0):
    x = image.unsqueeze(0).unsqueeze(0)
    w = kernel.unsqueeze(0).unsqueeze(0)
    return F.conv2d(x, w, stride=stride, padding=padding).squeeze(0).squeeze(0)
