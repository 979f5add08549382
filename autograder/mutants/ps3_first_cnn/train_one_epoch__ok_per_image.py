def train_one_epoch(model, loader, optimizer, criterion):
    losses, hits = [], []
    for images, labels in loader:
        model.train()
        logits = model(images)
        loss = criterion(logits, labels)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses.extend([loss.item()] * len(labels))
        hits.extend((logits.argmax(dim=1) == labels).tolist())
    return sum(losses) / len(losses), sum(hits) / len(hits)
