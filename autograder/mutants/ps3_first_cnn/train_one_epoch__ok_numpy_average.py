import numpy as np


def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    rows = []
    for images, labels in loader:
        optimizer.zero_grad(set_to_none=False)
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        rows.append((loss.item(), (logits.argmax(1) == labels).numpy().mean(), len(labels)))
    losses, shares, sizes = np.array(rows).T
    return np.average(losses, weights=sizes), np.average(shares, weights=sizes)
