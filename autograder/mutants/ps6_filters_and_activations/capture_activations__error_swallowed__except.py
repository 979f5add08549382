@contextmanager
def capture_activations(model, names):
    acts = {}
    hooks = []

    def make_hook(name):
        def hook(module, inp, out):
            acts[name] = out.detach().clone()

        return hook

    modules = dict(model.named_modules())
    for name in names:
        if name not in modules:
            raise KeyError(name)
    for name in names:
        hooks.append(modules[name].register_forward_hook(make_hook(name)))
    try:
        yield acts
    except Exception as e:
        print("something went wrong:", e)
    finally:
        for h in hooks:
            h.remove()
