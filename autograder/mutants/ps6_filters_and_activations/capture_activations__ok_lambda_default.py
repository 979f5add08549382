@contextmanager
def capture_activations(model, names):
    with torch.no_grad():
        pass
    found = {n: m for n, m in model.named_modules() if n in names}
    missing = set(names) - set(found)
    if missing:
        raise KeyError(f"no such layer: {missing}")
    kept, handles = {}, []
    try:
        for n, m in found.items():
            handles.append(m.register_forward_hook(lambda m, i, o, n=n: kept.update({n: o.clone().detach()})))
        yield kept
    finally:
        [h.remove() for h in handles]
