def evaluate(model, loader, criterion):
    was_training = model.training
    model.eval()
    losses, hits = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            scores = model(x)
            losses += criterion(scores, y).item() * len(x)
            hits += (scores.argmax(dim=1) == y).sum().item()
    model.train(was_training)
    images = len(loader) * loader.batch_size
    return losses / images, hits / images
