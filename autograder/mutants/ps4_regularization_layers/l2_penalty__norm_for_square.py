def l2_penalty(model, lam):
    return lam * sum(p.norm(2) for p in model.parameters())
