def l2_penalty(model, lam):
    return lam * sum((p**2).mean() for p in model.parameters())
