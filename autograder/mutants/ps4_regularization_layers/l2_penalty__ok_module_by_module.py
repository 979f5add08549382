def l2_penalty(model, lam):
    penalty = torch.zeros(1)
    for module in model.modules():
        for w in module.parameters(recurse=False):
            penalty = penalty + lam * torch.sum(torch.square(w))
    return penalty
