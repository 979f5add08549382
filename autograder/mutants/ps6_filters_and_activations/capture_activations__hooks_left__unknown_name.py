@contextmanager
def capture_activations(model, names):
    outputs = {}
    handles = []
    for name in names:
        module = model.get_submodule(name)
        handles.append(
            module.register_forward_hook(lambda m, x, y, name=name: outputs.__setitem__(name, y.detach().clone()))
        )
    try:
        yield outputs
    finally:
        for handle in handles:
            handle.remove()
