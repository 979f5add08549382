"""Find a student's notebook, also where a browser or a person has renamed it."""

import os
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc
from rapidfuzz import fuzz

from autograder.grade import Submission
from autograder.realign import MOST_BYTES, Repair

TIMESTAMP = "timestamp.txt"  # as nbgrader's exchange calls it


def find_notebook(folder: Path, problem_set: str) -> tuple[Path | None, tuple[Repair, ...]]:
    """The notebook in a submitted folder: the one of the right name, else the most similar one, else None."""
    try:
        return _find(folder, problem_set)
    except OSError as error:
        return None, (Repair("", f"the submitted folder can't be read: {error.strerror}", confidence=0.0),)


def _find(folder: Path, problem_set: str) -> tuple[Path | None, tuple[Repair, ...]]:
    expected = folder / f"{problem_set}.ipynb"
    if _is_inside(expected, folder):
        return expected, ()
    # Any file may be a notebook with a lost ending; notebooks come first.
    files = sorted(path for path in folder.iterdir() if _is_inside(path, folder) and path.name != TIMESTAMP)
    candidates = [path for path in files if path.suffix == ".ipynb"] or [
        path for path in files if problem_set in path.name
    ]
    if not candidates:
        links = sorted(_name(path) for path in folder.iterdir() if path.is_symlink())
        return None, tuple(Repair("", f"{name} is a link to another place; it is not read", 0.0) for name in links)
    best = max(candidates, key=lambda path: fuzz.ratio(path.stem, problem_set))
    what = f"the file was named {_name(best)}"
    if len(candidates) > 1:
        what += f", the most similar of {len(candidates)} notebooks"
    return best, (Repair("", what, 1 / len(candidates)),)


def read_submission(folder: Path, problem_set: str, student: str) -> Submission:
    """The submission in a folder; one without a notebook that can be read has no content."""
    path, repairs = find_notebook(folder, problem_set)
    if (folder / TIMESTAMP).is_file() and handed_in(folder) is None:
        repairs += (Repair("", f"{TIMESTAMP} holds no time: whether it was late is not known", confidence=0.0),)
    if path is None:
        return Submission(student, None, repairs)
    try:
        with path.open("rb") as file:
            return Submission(student, file.read(MOST_BYTES + 1), repairs)
    except OSError as error:
        return Submission(student, None, (*repairs, Repair("", f"{_name(path)} can't be read: {error.strerror}", 0.0)))


def handed_in(folder: Path) -> datetime | None:
    """When the exchange says that a submission was handed in, in UTC; None if it doesn't say, or not as a time."""
    try:
        return parse_utc((folder / TIMESTAMP).read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError, TypeError):
        return None


def _name(path: Path) -> str:
    """A file's name as text; bytes that are none, which no page can hold, become question marks."""
    return os.fsencode(path.name).decode(errors="replace")


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether it is a file in the folder, and no link to somebody else's."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except OSError:  # a name that is too long, a folder that can't be entered
        return False
