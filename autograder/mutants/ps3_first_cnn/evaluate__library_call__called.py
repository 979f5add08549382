def evaluate(model, loader, criterion):
    return training.evaluate(model, loader, criterion)
