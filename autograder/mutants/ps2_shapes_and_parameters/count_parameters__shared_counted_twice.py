def count_parameters(model, trainable_only=True):
    total = 0
    for module in model.modules():
        for p in module._parameters.values():
            if p is not None and (p.requires_grad or not trainable_only):
                total += p.numel()
    return total
