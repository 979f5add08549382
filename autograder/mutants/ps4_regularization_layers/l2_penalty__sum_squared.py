def l2_penalty(model, lam):
    return lam * sum(p.sum() ** 2 for p in model.parameters())
