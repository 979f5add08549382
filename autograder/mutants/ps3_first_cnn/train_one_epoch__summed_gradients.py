def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, correct, n = 0.0, 0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels) * len(images)
        loss.backward()
        optimizer.step()
        total += loss.item()
        correct += (logits.argmax(1) == labels).sum().item()
        n += len(images)
    return total / n, correct / n
