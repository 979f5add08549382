@torch.no_grad()
def fixed_occlusion(model, image, target, size, stride):
    width, height = image.shape[1], image.shape[2]
    rows = math.ceil((height - size) / stride)
    columns = math.ceil((width - size) / stride)
    heat = torch.zeros(rows, columns, dtype=image.dtype)
    for r in range(rows):
        for c in range(columns):
            top, left = r * stride, c * stride
            covered = image.clone()
            covered[:, left : left + size, top : top + size] = 0.5
            heat[r, c] = model(covered[None]).softmax(1)[0, target]
    return heat
