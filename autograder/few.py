"""Many names in one sentence: the first few, and how many more there are."""

from collections.abc import Sequence


def few(names: Sequence[str], most: int = 20) -> str:
    """ "ana, ben and 17 more"."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
