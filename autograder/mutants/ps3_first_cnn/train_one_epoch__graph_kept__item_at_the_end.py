def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, right, n = 0, 0, 0
    for x, y in loader:
        optimizer.zero_grad()
        out = model(x)
        loss = criterion(out, y)
        loss.backward()
        optimizer.step()
        total += loss * len(y)
        right += (out.argmax(1) == y).sum()
        n += len(y)
    return total.item() / n, right.item() / n
