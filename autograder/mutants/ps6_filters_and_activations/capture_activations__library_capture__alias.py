capture_activations = hooks.capture_activations
