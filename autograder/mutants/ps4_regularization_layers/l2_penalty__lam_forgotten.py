def l2_penalty(model, lam):
    return sum(torch.sum(p**2) for p in model.parameters())
