def l2_penalty(model, lam):
    ps = list(model.parameters())
    return lam * sum(p.pow(2).sum() for p in ps) / len(ps)
