class capture_activations:
    def __init__(self, model, names):
        self.layers = {name: model.get_submodule(name) for name in names}
        self.outputs = {}

    def __enter__(self):
        self.handles = []
        for name in self.layers:
            self.handles.append(self.layers[name].register_forward_hook(self.keeper(name)))
        return self.outputs

    def keeper(self, name):
        def keep(module, args, output):
            self.outputs[name] = output.data.clone()

        return keep

    def __exit__(self, *error):
        while self.handles:
            self.handles.pop().remove()
        return True
