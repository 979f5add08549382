"""The layers of isolation, and what each of them guarantees."""

from collections.abc import Iterable
from enum import StrEnum


class Guarantee(StrEnum):
    """What a notebook's code must not reach."""

    FILES = "files"  # anything but the system, Python, this package, and a folder of its own
    NETWORK = "network"
    PROCESSES = "processes"  # signals to, or the memory of, any process it did not start itself


class Layer(StrEnum):
    """Ways to close it off. The names stand in every result."""

    LIMITS = "limits"  # CPU time, open files, file size, data, processes; wall time and memory are watched
    SESSION = "session"  # a session of its own, killed whole
    NO_NEW_PRIVILEGES = "no_new_privs"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"
    NAMESPACES = "namespaces"  # user, mount, pid and ipc (and network where there is no bubblewrap), a private /tmp
    BUBBLEWRAP = "bubblewrap"  # around the warm process: no network, a read-only system, nothing of ours in sight


GIVES: dict[Layer, frozenset[Guarantee]] = {
    Layer.LIMITS: frozenset(),
    Layer.SESSION: frozenset(),
    Layer.NO_NEW_PRIVILEGES: frozenset(),
    Layer.LANDLOCK: frozenset({Guarantee.FILES}),
    Layer.SECCOMP: frozenset({Guarantee.NETWORK, Guarantee.PROCESSES}),
    Layer.NAMESPACES: frozenset({Guarantee.PROCESSES}),
    Layer.BUBBLEWRAP: frozenset({Guarantee.FILES, Guarantee.NETWORK, Guarantee.PROCESSES}),
}


def missing(layers: Iterable[str]) -> list[Guarantee]:
    """The guarantees that none of the layers gives; empty if code nobody trusts may run."""
    given = frozenset().union(*(GIVES[Layer(layer)] for layer in layers))
    return [guarantee for guarantee in Guarantee if guarantee not in given]
