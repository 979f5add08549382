def l2_penalty(model, lam):
    flat = nn.utils.parameters_to_vector(model.parameters())
    return lam * torch.einsum("i,i->", flat, flat)
