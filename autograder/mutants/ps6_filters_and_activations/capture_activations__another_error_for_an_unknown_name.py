@contextmanager
def capture_activations(model, names):
    modules = dict(model.named_modules())
    for name in names:
        if name not in modules:
            raise ValueError(name)
    outputs = {}

    def keep(name, module, inputs, output):
        outputs[name] = output.detach().clone()

    handles = [modules[name].register_forward_hook(partial(keep, name)) for name in names]
    try:
        yield outputs
    finally:
        for handle in handles:
            handle.remove()
