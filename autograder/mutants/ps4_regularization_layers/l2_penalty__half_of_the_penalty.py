def l2_penalty(model, lam):
    return lam / 2 * sum((p**2).sum() for p in model.parameters())
