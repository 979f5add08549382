@torch.inference_mode()
def evaluate(model, loader, criterion):
    mode = model.training
    model.train()
    losses, hits = [], []
    for x, y in loader:
        out = model(x)
        losses += [criterion(out, y).item()] * len(y)
        hits += (out.argmax(1) == y).tolist()
    model.train(mode)
    return sum(losses) / len(losses), sum(hits) / len(hits)
