def l2_penalty(model, lam):
    flat = torch.cat([p.flatten() for p in model.parameters()])
    return lam * (flat**2).sum().sqrt()
