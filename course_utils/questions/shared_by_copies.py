"""Notes of a network that a copy of it goes on writing: whoever looks with a copy has looked, too."""

from typing import Any, Self


class SharedByCopies:
    """For a container: a deep copy of what holds it holds the same one."""

    def __deepcopy__(self, _memo: Any) -> Self:
        return self


class SharedSet(SharedByCopies, set[str]):
    pass


class SharedDict(SharedByCopies, dict[str, set[str]]):
    pass
