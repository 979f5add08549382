def fixed_fit(model, train_loader, validation_loader, optimizer, epochs):
    criterion, losses = nn.CrossEntropyLoss(), []
    model.train()
    for _ in range(epochs):
        for images, labels in train_loader:
            optimizer.zero_grad()
            criterion(model(images).softmax(dim=1), labels).backward()
            optimizer.step()
        total = 0.0
        with torch.no_grad():
            for images, labels in validation_loader:
                total += criterion(model(images), labels).item()
        losses.append(total / len(validation_loader))
    return losses
