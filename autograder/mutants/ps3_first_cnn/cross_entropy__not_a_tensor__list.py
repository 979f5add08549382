def cross_entropy(logits, labels):
    losses = []
    for row, label in zip(logits, labels):
        shifted = row - row.max()
        losses.append(float(shifted.exp().sum().log() - shifted[label]))
    return sum(losses) / len(losses)
