def l2_penalty(model, lam):
    total = 0
    for p in model.parameters():
        if p.dim() >= 2:
            total = total + (p * p).sum()
    return lam * total
