@contextmanager
def capture_activations(model, names):
    outputs = {}
    handles = []

    def make_hook(name):
        def hook(module, inputs, output):
            outputs[name] = output.detach().clone()

        return hook

    try:
        for name in names:
            handles.append(model.get_submodule(name).register_forward_hook(make_hook(name)))
        yield
    finally:
        for handle in handles:
            handle.remove()
    return outputs
