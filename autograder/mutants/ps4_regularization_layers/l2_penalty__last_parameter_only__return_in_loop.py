def l2_penalty(model, lam):
    total = 0
    for p in model.parameters():
        total = lam * p.square().sum()
    return total
