def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    total, correct, n = 0.0, 0, 0
    for images, labels in loader:
        model.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= 0.1 * parameter.grad
        total += loss.item() * len(images)
        correct += (logits.argmax(1) == labels).sum().item()
        n += len(images)
    return total / n, correct / n
