@contextmanager
def capture_activations(model, names):
    outputs = {}

    def keep(name, module, inputs, output):
        outputs[name] = output.detach()
        return output.clone()

    modules = dict(model.named_modules())
    handles = []
    try:
        for name in names:
            handles.append(modules[name].register_forward_hook(partial(keep, name)))
        yield outputs
    finally:
        for handle in handles:
            handle.remove()
