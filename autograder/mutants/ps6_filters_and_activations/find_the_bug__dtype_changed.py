@torch.no_grad()
def fixed_occlusion(model, image, target, size, stride):
    height, width = image.shape[1:]
    rows, columns = (height - size) // stride + 1, (width - size) // stride + 1
    heat = torch.zeros(rows, columns, dtype=torch.float64)
    for r in range(rows):
        for c in range(columns):
            covered = image.clone()
            covered[:, r * stride :][:, :size, c * stride :][..., :size] = 0.5
            heat[r, c] = model(covered[None]).softmax(1)[0, target]
    return heat
