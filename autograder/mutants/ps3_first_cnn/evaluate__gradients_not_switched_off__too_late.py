def evaluate(model, loader, criterion):
    was_training = model.training
    model.eval()
    outs = [(model(images), labels) for images, labels in loader]
    with torch.no_grad():
        n = sum(len(labels) for _, labels in outs)
        loss = sum(criterion(out, labels).item() * len(labels) for out, labels in outs) / n
        share = sum((out.argmax(1) == labels).sum().item() for out, labels in outs) / n
    model.train(was_training)
    return loss, share
