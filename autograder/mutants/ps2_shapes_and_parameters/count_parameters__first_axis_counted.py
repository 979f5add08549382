def count_parameters(model, trainable_only=True):
    total = 0
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            total += p.shape[0]
    return total
