def count_parameters(model, trainable_only=True):
    params = list(model.parameters())
    if trainable_only:
        params = [p for p in params if p.requires_grad]
    return len(params)
