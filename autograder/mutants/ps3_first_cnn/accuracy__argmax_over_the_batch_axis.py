def accuracy(logits, labels):
    predictions = torch.argmax(logits, dim=0)
    return (predictions == labels).float().mean().item()
