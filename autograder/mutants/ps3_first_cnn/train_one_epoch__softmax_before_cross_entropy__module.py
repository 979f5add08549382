def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    probabilities = nn.Sequential(model, nn.Softmax(dim=1))
    losses, hits = [], []
    for images, labels in loader:
        p = probabilities(images)
        loss = criterion(p, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses += [loss.item()] * len(labels)
        hits += (p.max(1).indices == labels).tolist()
    return sum(losses) / len(losses), sum(hits) / len(hits)
