@contextmanager
def capture_activations(model, names):
    outputs = {}
    modules = dict(model.named_modules())

    def keep(name, module, inputs, output):
        outputs[name] = output
        return output.clone()

    hooks_ = []
    try:
        for name in names:
            hooks_.append(modules[name].register_forward_hook(partial(keep, name)))
        yield outputs
    finally:
        for hook in hooks_:
            hook.remove()
