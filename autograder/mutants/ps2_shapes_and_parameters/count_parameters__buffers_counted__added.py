def count_parameters(model, trainable_only=True):
    total = sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)
    for name, b in model.named_buffers():
        total += b.numel()
    return total
