def count_parameters(model, trainable_only=True):
    found = []
    for m in model.modules():
        if type(m).__name__ in ("Conv2d", "Linear"):
            found += [m.weight] if m.bias is None else [m.weight, m.bias]
    found = {id(p): p for p in found if p.requires_grad or not trainable_only}
    return sum(p.numel() for p in found.values())
