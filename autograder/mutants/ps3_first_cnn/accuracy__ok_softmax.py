def accuracy(logits, labels):
    predictions = logits.softmax(dim=-1).topk(1).indices.squeeze(1)
    return predictions.eq(labels).double().mean().item()
