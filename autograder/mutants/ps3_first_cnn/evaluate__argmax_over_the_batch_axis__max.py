@torch.no_grad()
def evaluate(model, loader, criterion):
    mode = model.training
    model.eval()
    losses, hits = [], 0
    for x, y in loader:
        out = model(x)
        losses.extend(len(y) * [criterion(out, y).item()])
        _, predicted = torch.max(out, dim=0)
        hits += predicted.eq(y).sum().item()
    model.train(mode)
    return sum(losses) / len(losses), hits / len(losses)
