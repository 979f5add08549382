def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, right, n = 0.0, 0, 0
    for x, y in loader:
        optimizer.zero_grad()
        out = F.softmax(model(x), dim=1)
        loss = criterion(out, y)
        loss.backward()
        optimizer.step()
        total += loss.item() * x.size(0)
        right += (out.argmax(1) == y).sum().item()
        n += x.size(0)
    return total / n, right / n
