def convolve2d(image, kernel, padding=0):
    photo = F.pad(image.to(torch.int), (padding, padding, padding, padding))
    k = torch.rot90(kernel, 2)
    out = torch.zeros_like(photo)[k.shape[0] - 1 :, k.shape[1] - 1 :]
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (photo[i : i + k.shape[0], j : j + k.shape[1]] * k).sum()
    return out.float()
