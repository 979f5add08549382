def l2_penalty(model, lam):
    return lam * sum((p.data**2).sum() for p in model.parameters())
