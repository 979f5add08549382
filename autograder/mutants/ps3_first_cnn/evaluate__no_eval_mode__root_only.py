def evaluate(model, loader, criterion):
    was_training = model.training
    model.training = False
    total_loss, right, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total_loss += criterion(logits, labels).item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.training = was_training
    return total_loss / count, right / count
