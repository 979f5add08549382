def fixed_fit(model, batches, validation, optimizer, epochs):
    losses = []
    model.train()
    best_loss = float("inf")
    for _ in range(epochs):
        for images, labels in batches:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            loss = F.cross_entropy(model(validation[0]), validation[1]).item()
        losses.append(loss)
        if loss < best_loss:
            best_loss = loss
            best = copy.deepcopy(model.state_dict())
        model.train()
    model.load_state_dict(best)
    return losses
