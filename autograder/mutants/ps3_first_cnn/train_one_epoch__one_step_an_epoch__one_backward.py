def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, correct, n = 0.0, 0, 0
    for images, labels in loader:
        logits = model(images)
        loss = criterion(logits, labels)
        total = total + loss * len(images)
        correct += (logits.argmax(1) == labels).sum().item()
        n += len(images)
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
    return total.item() / n, correct / n
