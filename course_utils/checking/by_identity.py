"""Work that is done once for the very same objects.

Many answers of a class return the same in every case. What they sent is read once, so that it is the same object for
all of them, and whatever follows from it (the verdict, its card, the card's place on a page) is made once, too.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

Made = TypeVar("Made")
VALUES = {str, bytes, int, float, bool, type(None)}


def by_identity(most: int) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """Remember the last results of a function by the identities of its arguments; texts and numbers by their values.

    Of a tuple the items count. Arguments are kept for as long as their result is, and neither is to be changed.
    """

    def decorate(function: Callable[..., Made]) -> Callable[..., Made]:
        made = lru_cache(most)(lambda call: function(*call.arguments))

        @wraps(function)
        def remembering(*arguments: Any) -> Made:
            return made(_Call(arguments))

        return remembering

    return decorate


class _Call:
    """The arguments of a call; equal to those of another call if they are the same objects."""

    def __init__(self, arguments: tuple[Any, ...]) -> None:
        self.arguments = arguments
        self._key = _identities(arguments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Call) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def _identities(one: Any) -> tuple[Any, ...]:
    if type(one) is tuple:
        return tuple, *map(_identities, one)
    return type(one), one if type(one) in VALUES else id(one)
