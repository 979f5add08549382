@contextmanager
def capture_activations(model, names):
    with hooks.capture_activations(model, names) as outputs:
        yield outputs
