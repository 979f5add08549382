def evaluate(model, loader, criterion):
    model.eval()
    before = model.training
    total_loss, right, count = 0.0, 0, 0
    with torch.inference_mode():
        for images, labels in loader:
            logits = model(images)
            total_loss += criterion(logits, labels).item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train(before)
    return total_loss / count, right / count
