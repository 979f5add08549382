def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    losses, right, count = [], 0, 0
    for images, labels in loader:
        logits = model(images)
        losses.append(criterion(logits, labels) * len(labels))
        right += (logits.argmax(1) == labels).sum().item()
        count += len(labels)
    loss = torch.stack(losses).sum() / count
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item(), right / count
