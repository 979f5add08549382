def fixed_fit(model, batches, validation, optimizer, epochs):
    import io

    losses, files = [], []
    for _ in range(epochs):
        model.train()
        for images, labels in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            losses.append(F.cross_entropy(model(validation[0]), validation[1]))
        files.append(io.BytesIO())
        torch.save(model.state_dict(), files[-1])
    best = files[int(np.argmin([loss.item() for loss in losses]))]
    best.seek(0)
    model.load_state_dict(torch.load(best))
    return losses
