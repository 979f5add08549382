def evaluate(model, loader, criterion):
    mode = model.training
    model.eval()
    losses, hits, n = 0.0, 0, 0
    for x, y in loader:
        torch.autograd.set_grad_enabled(False)
        out = model(x)
        losses += criterion(out, y).item() * y.numel()
        hits += int((out.argmax(-1) == y).sum())
        n += y.numel()
    if mode:
        model.train()
    return losses / n, hits / n
