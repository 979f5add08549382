def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    losses, sizes, right = [], [], 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        losses.append(criterion(logits, labels))
        losses[-1].backward()
        optimizer.step()
        sizes.append(len(labels))
        right += int((logits.argmax(dim=1) == labels).sum())
    weights = torch.tensor(sizes) / sum(sizes)
    return (torch.stack(losses) * weights).sum(), right / sum(sizes)
