def cross_entropy(logits, labels):
    biggest, _ = torch.max(logits, dim=1)
    lse = biggest + torch.log(torch.sum(torch.exp(logits - biggest.unsqueeze(1)), dim=1))
    chosen = logits.gather(1, labels.unsqueeze(1)).squeeze(1)
    return torch.mean(lse - chosen)
