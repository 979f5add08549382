from collections import OrderedDict


@contextmanager
def capture_activations(model, names):
    found = OrderedDict()
    handles = []
    layers = [model.get_submodule(name) for name in names]
    for name, layer in zip(names, layers):
        handle = layer.register_forward_hook(lambda m, i, o, name=name: found.__setitem__(name, o.detach().clone()))
        handles.append(handle)
    try:
        yield found
    finally:
        for handle in handles:
            handle.remove()
