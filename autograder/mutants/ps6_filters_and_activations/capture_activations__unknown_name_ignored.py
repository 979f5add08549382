@contextmanager
def capture_activations(model, names):
    outputs = {}

    def keep(name, module, inputs, output):
        outputs[name] = output.detach().clone()

    handles = [m.register_forward_hook(partial(keep, n)) for n, m in model.named_modules() if n in names]
    try:
        yield outputs
    finally:
        for handle in handles:
            handle.remove()
