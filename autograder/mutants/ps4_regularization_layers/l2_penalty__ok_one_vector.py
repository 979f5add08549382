def l2_penalty(model, lam):
    everything = torch.cat([parameter.reshape(-1) for parameter in model.parameters()])
    return lam * everything @ everything
