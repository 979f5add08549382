def evaluate(model, loader, criterion):
    was = model.training
    model.eval()
    total, right, count = 0.0, 0, 0
    for images, labels in loader:
        with torch.no_grad():
            logits = model(images)
            loss = criterion(logits, labels)
        hits = (logits.argmax(dim=1) == labels).sum().item()
        total += loss.item() * len(labels)
        right += hits
        count += len(labels)
    model.train(was)
    return right / count, total / count
