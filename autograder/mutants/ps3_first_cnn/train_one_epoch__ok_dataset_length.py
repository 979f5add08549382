def train_one_epoch(model, loader, optimizer, criterion):
    model.train()
    running = torch.zeros(2, dtype=torch.float64)
    for inputs, targets in loader:
        outputs = model(inputs)
        loss = criterion(outputs, targets)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            right = (outputs.max(dim=1).indices == targets).sum()
            running += torch.tensor([loss * len(targets), right])
    return tuple((running / len(loader.dataset)).tolist())
