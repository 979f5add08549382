@contextmanager
def capture_activations(model, names):
    outputs = {}
    handles = []
    modules = dict(model.named_modules())
    if any(name not in modules for name in names):
        raise KeyError("unknown layer")
    for name in names:

        def hook(module, inputs, output):
            outputs[name] = output.detach().clone()

        handles.append(modules[name].register_forward_hook(hook))
    try:
        yield outputs
    finally:
        for handle in handles:
            handle.remove()
