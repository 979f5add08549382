@contextmanager
def capture_activations(model, names):
    found, handles = {}, []
    layers = {name: model.get_submodule(name) for name in names}
    for name, layer in layers.items():

        def keep(module, inputs, output, name=name):
            found[name] = output.detach().clone()
            return found[name]

        handles.append(layer.register_forward_hook(keep))
    try:
        yield found
    finally:
        for handle in handles:
            handle.remove()
