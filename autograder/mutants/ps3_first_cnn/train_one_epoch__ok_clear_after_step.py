def train_one_epoch(model, loader, optimizer, criterion):
    model.train(True)
    loss_sum = hits = n = 0
    for x, y in loader:
        out = model(x)
        loss = criterion(out, y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        loss_sum += float(loss) * y.shape[0]
        hits += int(torch.eq(out.argmax(1), y).sum())
        n += y.shape[0]
    return loss_sum / n, hits / n
