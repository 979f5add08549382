"""Files in a student's folder: only what really lies there is read, and no more of it than is wanted."""

from pathlib import Path

MOST_BESIDE = 10_000  # bytes of what the exchange puts beside a submission: a time, a secret


def is_inside(path: Path, folder: Path) -> bool:
    """Whether it is a file in the folder: no pipe, which nobody may ever write to, and no link to somebody else's."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except OSError:  # a name that is too long, a folder that can't be entered
        return False


def read_at_most(path: Path, most: int) -> bytes:
    """A file up to ``most`` bytes, and one byte more of a larger one, which tells that it is. Raises OSError."""
    with path.open("rb") as file:
        return file.read(most + 1)


def beside(folder: Path, name: str) -> bytes | None:
    """What the exchange has put beside a submission under this name; None where nothing of the kind is there."""
    path = folder / name
    if not is_inside(path, folder):
        return None
    try:
        content = read_at_most(path, MOST_BESIDE)
        content.decode()
    except (OSError, ValueError):
        return None
    return content if len(content) <= MOST_BESIDE else None
