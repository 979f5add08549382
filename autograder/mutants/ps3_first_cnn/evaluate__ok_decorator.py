@torch.no_grad()
def evaluate(model, loader, criterion):
    mode = model.training
    model.train(False)
    losses, hits = [], []
    for x, y in loader:
        out = model(x)
        losses.extend(len(y) * [criterion(out, y).item()])
        hits.extend((out.argmax(1) == y).tolist())
    if mode:
        model.train()
    return sum(losses) / len(losses), sum(hits) / len(hits)
