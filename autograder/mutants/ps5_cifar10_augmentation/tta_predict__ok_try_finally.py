def tta_predict(model, images):
    before = {m: m.training for m in model.modules()}
    try:
        model.eval()
        with torch.no_grad():
            p = torch.stack([F.softmax(model(v), dim=-1) for v in (images, images.flip(-1))])
    finally:
        for module, mode in before.items():
            module.training = mode
    return p.mean(dim=0)
