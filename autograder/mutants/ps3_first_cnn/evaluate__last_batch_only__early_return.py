def evaluate(model, loader, criterion):
    was_training = model.training
    model.eval()
    for x, y in loader:
        with torch.no_grad():
            out = model(x)
            loss = criterion(out, y)
    model.train(was_training)
    return loss.item(), (out.argmax(1) == y).double().mean().item()
