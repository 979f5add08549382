def l2_penalty(model, lam):
    total = 0.0
    for p in model.parameters():
        total = total + ((lam * p) ** 2).sum()
    return total
