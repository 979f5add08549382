"""Write files so that nobody ever reads half of one."""

from pathlib import Path

from course_utils.files import atomic_file


def write_whole(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Write a file so that it is there whole or not at all, also where several write it at the same time.

    Raises OSError if it can't be written; what was there before stays then.
    """
    with atomic_file(path, durable=durable) as file:
        file.write(content)
