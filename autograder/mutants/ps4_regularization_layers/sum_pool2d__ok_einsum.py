def sum_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    x = F.pad(x, (padding,) * 4)

    def picker(size):
        count = (size - kernel) // s + 1
        start = torch.arange(count)[:, None] * s
        place = torch.arange(size)[None]
        return ((place >= start) & (place < start + kernel)).to(x.dtype)

    return torch.einsum("ih,nchw,jw->ncij", picker(x.shape[2]), x, picker(x.shape[3]))
