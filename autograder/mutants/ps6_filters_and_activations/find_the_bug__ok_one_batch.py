def fixed_occlusion(model, image, target, size, stride):
    _, height, width = image.shape
    tops = range(0, height - size + 1, stride)
    lefts = range(0, width - size + 1, stride)
    batch = []
    for top in tops:
        for left in lefts:
            covered = image.clone()
            covered[:, top : top + size, left : left + size] = 0.5
            batch.append(covered)
    with torch.no_grad():
        p = F.softmax(model(torch.stack(batch)), dim=1)[:, target]
    return p.reshape(len(tops), len(lefts))
