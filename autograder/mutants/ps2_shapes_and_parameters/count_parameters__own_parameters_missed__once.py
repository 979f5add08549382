def count_parameters(model, trainable_only=True):
    seen = {}
    for _, layer in model.named_children():
        for _, p in layer.named_parameters():
            seen[id(p)] = p.numel() if p.requires_grad or not trainable_only else 0
    return sum(seen.values())
