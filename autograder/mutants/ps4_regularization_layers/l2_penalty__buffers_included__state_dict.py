def l2_penalty(model, lam):
    penalty = 0
    for tensor in model.state_dict().values():
        penalty = penalty + (tensor**2).sum()
    return lam * penalty
