def evaluate(model, loader, criterion):
    training_before = model.training
    model.eval()
    with torch.no_grad():
        logits, labels = zip(*[(model(x), y) for x, y in loader])
        logits, labels = torch.cat(logits), torch.cat(labels)
        loss = criterion(logits, labels).item()
    model.training = training_before
    for child in model.children():
        child.train(training_before)
    return loss, (logits.argmax(1) == labels).float().mean().item()
