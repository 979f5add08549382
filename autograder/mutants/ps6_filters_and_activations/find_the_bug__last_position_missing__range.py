@torch.no_grad()
def fixed_occlusion(model, image, target, size, stride):
    heat = []
    for top in range(0, image.shape[1] - size, stride):
        for left in range(0, image.shape[2] - size, stride):
            covered = image.clone()
            covered[:, top : top + size, left : left + size] = 0.5
            heat.append(model(covered[None]).softmax(1)[0, target])
    rows = len(range(0, image.shape[1] - size, stride))
    return (
        torch.stack(heat).reshape(rows, -1)
        if heat
        else torch.zeros(rows, math.ceil((image.shape[2] - size) / stride), dtype=image.dtype)
    )
