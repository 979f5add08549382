def count_parameters(model, trainable_only=True):
    everything = model.named_parameters(remove_duplicate=False)
    return sum(p.numel() for _, p in everything if p.requires_grad or not trainable_only)
