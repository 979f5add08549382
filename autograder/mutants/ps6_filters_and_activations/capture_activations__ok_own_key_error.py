class NoSuchLayer(KeyError):
    pass


@contextmanager
def capture_activations(model, names):
    modules = dict(model.named_modules())
    if missing := set(names) - set(modules):
        raise NoSuchLayer(f"the model has no {missing.pop()}")
    outputs, handles = {}, []
    try:
        for name in names:

            def keep(module, inputs, output, name=name):
                outputs[name] = output.detach().clone()

            handles.append(modules[name].register_forward_hook(keep))
        yield outputs
    finally:
        for handle in handles:
            handle.remove()
