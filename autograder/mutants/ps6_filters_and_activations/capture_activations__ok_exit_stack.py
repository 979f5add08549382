from contextlib import ExitStack


@contextmanager
def capture_activations(model, names):
    outputs = {}
    with ExitStack() as stack:
        for name in names:

            def keep(module, inputs, output, name=name):
                outputs[name] = output.detach()
                return output.clone()

            handle = model.get_submodule(name).register_forward_hook(keep)
            stack.callback(handle.remove)
        yield outputs
