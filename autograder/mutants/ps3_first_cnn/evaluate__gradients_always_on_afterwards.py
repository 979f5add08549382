def evaluate(model, loader, criterion):
    was = model.training
    model.eval()
    torch.set_grad_enabled(False)
    total, correct, n = 0.0, 0, 0
    for x, y in loader:
        out = model(x)
        total += criterion(out, y).item() * len(x)
        correct += (out.argmax(1) == y).sum().item()
        n += len(x)
    torch.set_grad_enabled(True)
    model.train(was)
    return total / n, correct / n
