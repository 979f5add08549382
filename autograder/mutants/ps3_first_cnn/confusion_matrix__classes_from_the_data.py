def confusion_matrix(labels, predictions, classes):
    n = max(labels.max().item(), predictions.max().item()) + 1
    matrix = torch.zeros(n, n, dtype=torch.long)
    for i in range(len(labels)):
        matrix[labels[i], predictions[i]] += 1
    return matrix
