def evaluate(model, loader, criterion):
    modes = {module: module.training for module in model.modules()}
    try:
        model.eval()
        with torch.inference_mode():
            sums = torch.zeros(3, dtype=torch.float64)
            for images, labels in loader:
                logits = model(images)
                right = (logits.argmax(1) == labels).sum()
                sums += torch.tensor([criterion(logits, labels) * len(labels), right, len(labels)])
        return (sums[0] / sums[2]).item(), (sums[1] / sums[2]).item()
    finally:
        for module, mode in modes.items():
            module.training = mode
