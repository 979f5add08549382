def l2_penalty(model, lam):
    total = 0
    for p in model.parameters():
        total = total + 0.5 * torch.dot(p.flatten(), p.flatten())
    return lam * total
