def conv2d(image, kernel, stride=1, padding=0):
    x = F.pad(image, [padding] * 4)
    out_h = (x.size(0) - kernel.size(0)) // stride + 1
    out_w = (x.size(1) - kernel.size(1)) // stride + 1
    out = image.new_zeros((out_h, out_w))
    for r in range(out_h):
        for c in range(out_w):
            acc = 0
            for i in range(kernel.size(0)):
                for j in range(kernel.size(1)):
                    acc += x[r * stride + i, c * stride + j] * kernel[i, j]
            out[r, c] = acc
            return out
