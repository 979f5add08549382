def l2_penalty(model, lam):
    tensors = list(model.parameters()) + list(model.buffers())
    return lam * sum((t.float() ** 2).sum() for t in tensors)
