def count_parameters(model, trainable_only=True):
    seen = set()
    total = 0
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if id(p) in seen:
                continue
            seen.add(id(p))
            if p.requires_grad or not trainable_only:
                total += p.nelement()
    return total
