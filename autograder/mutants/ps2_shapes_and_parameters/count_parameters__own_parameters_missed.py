def count_parameters(model, trainable_only=True):
    n = 0
    for c in model.children():
        for p in c.parameters():
            if p.requires_grad or not trainable_only:
                n += p.numel()
    return n
