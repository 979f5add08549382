def l2_penalty(model, lam):
    penalty = 0.0
    for p in model.parameters():
        penalty += p.abs().sum()
    return lam * penalty
