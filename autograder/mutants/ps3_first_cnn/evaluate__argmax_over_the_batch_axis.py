def evaluate(model, loader, criterion):
    was = model.training
    model.eval()
    total, right, n = 0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            out = model(x)
            total += criterion(out, y).item() * len(y)
            right += (out.argmax(0) == y).sum().item()
            n += len(y)
    model.train(was)
    return total / n, right / n
