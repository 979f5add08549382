"""Wrong cross-entropies, made of the library's own parts: what the answers to ``cross_entropy`` are compared with."""

import torch.nn.functional as F


def over_first_axis(logits, labels):
    return F.nll_loss(F.log_softmax(logits, dim=0), labels)


def over_everything(logits, labels):
    return F.nll_loss(F.log_softmax(logits.flatten(), dim=0).reshape(logits.shape), labels)


def not_shifted(logits, labels):
    return F.nll_loss(logits - logits.exp().sum(1, keepdim=True).log(), labels)


def shifted_by_one_maximum(logits, labels):
    return not_shifted(logits - logits.max(), labels)


def shifted_by_the_mean(logits, labels):
    return not_shifted(logits - logits.mean(1, keepdim=True), labels)


def limited_to(largest):
    return lambda logits, labels: F.cross_entropy(logits.clamp(-largest, largest), labels)


def shifted_in_the_sum_only(logits, labels):
    return F.cross_entropy(logits, labels) - logits.amax(1).mean()


def shifted_at_the_label_only(logits, labels):
    return F.cross_entropy(logits, labels) + logits.amax(1).mean()


def log_of_softmax(logits, labels):
    return F.nll_loss(F.softmax(logits, dim=1).log(), labels)


def zero_times_infinity(logits, labels):
    """The logarithms of all probabilities take part, those of the wrong classes times 0: nan if one of them is -inf."""
    return log_of_softmax(logits, labels) + 0 * F.softmax(logits, dim=1).log().sum()


def with_an_epsilon(logits, labels):
    return F.nll_loss((F.softmax(logits, dim=1) + 1e-7).log(), labels)


def for_all_labels(logits, labels):
    return -F.log_softmax(logits, dim=1)[:, labels].mean()


def log_of_mean(logits, labels):
    return (-F.nll_loss(F.softmax(logits, dim=1), labels)).log().neg()
