import copy


def fixed_fit(model, train_loader, validation_loader, optimizer, epochs):
    criterion, losses = nn.CrossEntropyLoss(), []
    model.train()
    for _ in range(epochs):
        for images, labels in train_loader:
            optimizer.zero_grad()
            criterion(model(images), labels).backward()
            optimizer.step()
        judge = copy.deepcopy(model).eval()
        total, n = 0.0, 0
        with torch.no_grad():
            for images, labels in validation_loader:
                total += criterion(judge(images), labels).item() * len(labels)
                n += len(labels)
        losses.append(total / n)
    return losses
