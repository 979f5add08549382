def l2_penalty(model, lam):
    return lam * torch.stack([torch.linalg.norm(w) ** 2 for w in model.parameters()]).sum()
