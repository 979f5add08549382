def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        hits = (logits.argmax(dim=1) == labels).sum().item()
        total += loss.item() * len(labels)
        right += hits
        count += len(labels)
    return total / len(loader), right / count
