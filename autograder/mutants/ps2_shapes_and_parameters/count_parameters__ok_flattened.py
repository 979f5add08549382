def count_parameters(model, trainable_only=True):
    flat = [p.detach().flatten() for p in model.parameters() if p.requires_grad or not trainable_only]
    return len(torch.cat(flat)) if flat else 0
