def count_parameters(model, trainable_only=True):
    total = 0
    for p in model.parameters():
        if not trainable_only or not p.requires_grad:
            total += p.numel()
    return total
