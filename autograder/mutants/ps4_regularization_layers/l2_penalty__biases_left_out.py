def l2_penalty(model, lam):
    return lam * sum((p**2).sum() for name, p in model.named_parameters() if "bias" not in name)
