def l2_penalty(model, lam):
    return lam * nn.utils.parameters_to_vector(model.parameters()).pow(2).mean()
