def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, right, n = 0, 0, 0
    for x, y in loader:
        optimizer.zero_grad()
        out = model(x)
        loss = criterion(out, y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        right += (out.argmax(0) == y).sum().item()
        n += len(y)
    return total / n, right / n
