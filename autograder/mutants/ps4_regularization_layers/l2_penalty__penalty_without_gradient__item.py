def l2_penalty(model, lam):
    total = 0.0
    for p in model.parameters():
        total += (p**2).sum().item()
    return lam * total
