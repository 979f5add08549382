def fixed_fit(model, train_loader, validation_loader, optimizer, epochs):
    criterion = nn.CrossEntropyLoss()
    losses = []
    for epoch in range(epochs):
        train_one_epoch(model, train_loader, optimizer, criterion)
        losses.append(evaluate(model, validation_loader, criterion)[0])
    return losses
