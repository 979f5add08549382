def count_parameters(model, trainable_only=True):
    total = 0
    for m in model.modules():
        for p in m.parameters():
            if p.requires_grad or not trainable_only:
                total += p.numel()
    return total
