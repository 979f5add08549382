def l2_penalty(model, lam):
    for p in model.parameters():
        penalty = (p**2).sum()
    return lam * penalty
