def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    for images, labels in loader:
        optimizer.zero_grad()
        criterion(model(images), labels).backward()
        optimizer.step()
    losses, hits = [], []
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            losses += [criterion(logits, labels).item()] * len(labels)
            hits += (logits.argmax(dim=1) == labels).tolist()
    return sum(losses) / len(losses), sum(hits) / len(hits)
