def cross_entropy(logits, labels):
    p_right = softmax(logits).gather(1, labels.view(-1, 1))
    return torch.mean(1 - p_right)
