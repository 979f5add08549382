def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    loss, accuracy = training.train_one_epoch(model, loader, optimizer, criterion)
    return loss, accuracy
