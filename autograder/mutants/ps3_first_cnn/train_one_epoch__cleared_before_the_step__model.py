def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    seen, loss_sum, correct = 0, 0.0, 0
    for batch in loader:
        x, y = batch
        y_hat = model(x)
        loss = criterion(y_hat, y)
        loss.backward()
        model.zero_grad()
        optimizer.step()
        seen += y.numel()
        loss_sum += float(loss) * y.numel()
        correct += int((y_hat.argmax(-1) == y).sum())
    return loss_sum / seen, correct / seen
