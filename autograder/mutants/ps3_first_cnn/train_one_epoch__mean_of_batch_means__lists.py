import numpy as np


def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    losses, accuracies = [], []
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        accuracies.append(accuracy(logits, labels))
    return np.mean(losses), np.mean(accuracies)
