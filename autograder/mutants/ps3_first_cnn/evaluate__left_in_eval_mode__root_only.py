def evaluate(model, loader, criterion):
    mode = model.training
    model.eval()
    losses, hits = [], []
    with torch.inference_mode():
        for x, y in loader:
            out = model(x)
            losses += [criterion(out, y).item()] * len(y)
            hits += (out.argmax(1) == y).tolist()
    model.training = mode
    return sum(losses) / len(losses), sum(hits) / len(hits)
