@torch.no_grad()
def fixed_occlusion(model, image, target, size, stride):
    height, width = image.shape[1:]
    rows, columns = (height - size) // stride + 1, (width - size) // stride + 1
    heat = torch.zeros(rows, columns, dtype=image.dtype)
    original = image.clone()
    for i in range(rows * columns):
        r, c = divmod(i, columns)
        image[:] = original
        image[:, r * stride : r * stride + size, c * stride : c * stride + size] = 0.5
        heat[r, c] = model(image[None]).softmax(1)[0, target]
    return heat
