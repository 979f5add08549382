def train_one_epoch(model, loader, optimizer, criterion):
    model.train(True)
    losses, hits = [], []
    for x, y in loader:
        loss = criterion(scores := model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().expand(len(y)))
        hits.append(scores.detach().argmax(1) == y)
    return torch.cat(losses).mean().item(), torch.cat(hits).double().mean().item()
