def count_parameters(model, trainable_only=True):
    total = 0
    for module in model.modules():
        if len(list(module.children())) == 0:
            for p in module.parameters():
                if p.requires_grad or not trainable_only:
                    total += p.numel()
    return total
