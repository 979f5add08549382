def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    history = []
    for images, labels in loader:
        logits = model(images)
        loss = criterion(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append((loss, logits, labels))
    n = sum(len(labels) for _, _, labels in history)
    mean = sum(float(loss) * len(labels) for loss, _, labels in history) / n
    return mean, sum(int((logits.argmax(1) == labels).sum()) for _, logits, labels in history) / n
