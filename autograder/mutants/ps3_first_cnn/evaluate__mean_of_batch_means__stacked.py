def evaluate(model, loader, criterion):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        results = [(criterion(model(x), y), (model(x).argmax(1) == y).float().mean()) for x, y in loader]
    model.train(was_training)
    loss, share = torch.tensor(results).mean(dim=0).tolist()
    return loss, share
