def fixed_fit(model, batches, validation, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for images, labels in batches:
            model.train()
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            losses.append(F.cross_entropy(model(validation[0]), validation[1]).item())
        if losses[-1] == min(losses):
            best = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    model.load_state_dict(best)
    return losses
