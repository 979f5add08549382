def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, right, n = 0, 0, 0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            out = model(x)
            total += criterion(out, y).item() * len(y)
            right += (out.argmax(1) == y).sum().item()
        n += len(y)
    return total / n, right / n
