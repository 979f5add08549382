def evaluate(model, loader, criterion):
    mode, gradients = model.training, torch.is_grad_enabled()
    model.eval()
    torch.set_grad_enabled(False)
    loss, right, n = 0.0, 0, 0
    for x, y in loader:
        out = model(x)
        loss += criterion(out, y).item() * len(y)
        right += (out.max(dim=1)[1] == y).sum().item()
        n += len(y)
    torch.set_grad_enabled(gradients)
    model.train(mode)
    return loss / n, right / n
