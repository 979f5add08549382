def count_parameters(model, trainable_only=True):
    total = 0
    for layer in model.children():
        for p in layer._parameters.values():
            if p is not None and (p.requires_grad or not trainable_only):
                total += p.numel()
    return total
