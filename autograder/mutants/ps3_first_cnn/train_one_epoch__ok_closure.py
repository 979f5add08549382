def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    results = []

    def one_batch(images, labels):
        def closure():
            optimizer.zero_grad()
            logits = model(images)
            loss = criterion(logits, labels)
            loss.backward()
            results.append((loss.item() * len(labels), (logits.argmax(1) == labels).sum().item(), len(labels)))
            return loss

        optimizer.step(closure)

    for images, labels in loader:
        one_batch(images, labels)
    loss, right, n = map(sum, zip(*results))
    return loss / n, right / n
