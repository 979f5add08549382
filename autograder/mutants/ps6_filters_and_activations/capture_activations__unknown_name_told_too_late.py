@contextmanager
def capture_activations(model, names):
    found, handles = {}, []
    layers = {name: layer for name, layer in model.named_modules() if name in names}
    for name, layer in layers.items():

        def keep(module, inputs, output, name=name):
            found[name] = output.detach().clone()

        handles.append(layer.register_forward_hook(keep))
    try:
        yield found
    finally:
        for handle in handles:
            handle.remove()
    for name in names:
        if name not in layers:
            raise KeyError(name)
