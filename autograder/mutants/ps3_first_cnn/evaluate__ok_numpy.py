import numpy as np


def evaluate(model, loader, criterion):
    mode = model.training
    model.eval()
    losses, shares, sizes = [], [], []
    previous = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    for x, y in loader:
        out = model(x)
        losses.append(criterion(out, y).numpy())
        shares.append(np.mean(out.numpy().argmax(axis=1) == y.numpy()))
        sizes.append(len(y))
    torch.set_grad_enabled(previous)
    model.train(mode)
    return np.average(losses, weights=sizes), np.average(shares, weights=sizes)
