def count_parameters(model, trainable_only=True):
    return sum(t.numel() for t in model.state_dict().values())
