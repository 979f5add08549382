import copy


def evaluate(model, loader, criterion):
    twin = copy.deepcopy(model).eval()
    total, correct, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            out = twin(x)
            total += criterion(out, y).item() * len(x)
            correct += (out.argmax(1) == y).sum().item()
            n += len(x)
    return total / n, correct / n
