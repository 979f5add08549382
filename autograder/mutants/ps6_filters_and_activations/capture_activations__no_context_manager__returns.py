def capture_activations(model, names):
    outputs = {}
    modules = dict(model.named_modules())
    for name in names:
        modules[name].register_forward_hook(lambda m, i, o, name=name: outputs.update({name: o.detach().clone()}))
    return outputs
