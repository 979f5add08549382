def count_parameters(model, trainable_only=True):
    total = 0
    for name, p in model.named_parameters():
        if "weight" in name and (p.requires_grad or not trainable_only):
            total += p.numel()
    return total
