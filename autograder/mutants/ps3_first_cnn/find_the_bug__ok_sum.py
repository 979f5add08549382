def fixed_fit(model, train_loader, validation_loader, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        model.train()
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model.eval()
        with torch.inference_mode():
            parts = [F.cross_entropy(model(x), y, reduction="sum") for x, y in validation_loader]
        losses.append(float(sum(parts)) / len(validation_loader.dataset))
    return losses
