def evaluate(model, loader, criterion):
    modes = {part: part.training for part in model.modules()}
    for part in modes:
        part.training = False
    total, right, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            scores = model(x)
            total += float(criterion(scores, y)) * len(y)
            right += int((scores.argmax(-1) == y).sum())
            n += len(y)
    for part, mode in modes.items():
        part.training = mode
    return total / n, right / n
