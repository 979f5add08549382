@torch.no_grad()
def fixed_occlusion(model, image, target, size, stride):
    height, width = image.shape[-2:]
    work = image.clone()
    lines = []
    top = 0
    while top + size <= height:
        line = []
        left = 0
        while left + size <= width:
            window = work[:, top : top + size, left : left + size]
            kept = window.clone()
            window.fill_(0.5)
            scores = model(work.unsqueeze(0)).squeeze(0)
            line.append(torch.exp(scores[target] - scores.logsumexp(0)))
            window.copy_(kept)
            left += stride
        lines.append(torch.stack(line))
        top += stride
    return torch.stack(lines)
