def evaluate(model, loader, criterion):
    was = model.training
    model.eval()
    total, correct, n = 0.0, 0, 0
    for x, y in loader:
        out = model(x)
        loss = criterion(out, y)
        loss.backward()
        total += loss.item() * len(x)
        correct += (out.argmax(1) == y).sum().item()
        n += len(x)
    model.train(was)
    return total / n, correct / n
