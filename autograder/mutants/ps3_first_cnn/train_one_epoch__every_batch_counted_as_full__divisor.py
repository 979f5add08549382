def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, correct = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(images)
        correct += (logits.argmax(1) == labels).sum().item()
    return total / len(loader.dataset), correct / (len(loader) * loader.batch_size)
