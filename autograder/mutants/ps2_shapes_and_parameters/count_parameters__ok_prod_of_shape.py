def count_parameters(model, trainable_only=True):
    counts = [math.prod(p.shape) for p in model.parameters() if p.requires_grad or not trainable_only]
    return sum(counts)
