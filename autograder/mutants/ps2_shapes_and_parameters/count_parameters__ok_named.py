def count_parameters(model, trainable_only=True):
    total = 0
    for name, p in model.named_parameters():
        if trainable_only and not p.requires_grad:
            continue
        total += p.numel()
    return total
