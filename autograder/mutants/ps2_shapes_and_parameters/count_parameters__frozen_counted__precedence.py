def count_parameters(model, trainable_only=True):
    n = 0
    for p in model.parameters():
        if p.requires_grad and trainable_only or True:
            n += p.numel()
    return n
