def evaluate(model, loader, criterion):
    torch.set_grad_enabled(False)
    was_training = model.training
    model.eval()
    total_loss, right, count = 0.0, 0, 0
    for images, labels in loader:
        logits = model(images)
        total_loss += criterion(logits, labels).item() * len(labels)
        right += (logits.argmax(dim=1) == labels).sum().item()
        count += len(labels)
    model.train(was_training)
    return total_loss / count, right / count
