def l2_penalty(model, lam):
    total = 0
    for name, w in model.named_parameters():
        total = total + w.pow(2).sum()
    return total * lam
