"""Find a student's notebook, also where a browser or a person has renamed it, and say so where there is none."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc
from rapidfuzz import fuzz

from autograder.exchange import TIMESTAMP
from autograder.few import few
from autograder.grade import Submission
from autograder.problem_set import ProblemSet
from autograder.realign import MOST_BYTES, Repair, answers_in
from autograder.students_files import beside, is_inside, read_at_most

MOST_COMPARED = 10  # notebooks of one student: reading a large one takes seconds
MOST_NAMED = 5
LARGEST_COMPARED = 5_000_000  # bytes of one of several notebooks: this is done while the others wait
OTHER_KINDS = {
    ".zip": "a zip archive", ".tar": "an archive", ".gz": "an archive", ".tgz": "an archive", ".rar": "an archive",
    ".7z": "an archive", ".py": "a Python script", ".html": "a web page", ".htm": "a web page", ".pdf": "a PDF",
    ".docx": "a text document", ".odt": "a text document",
}  # fmt: skip


def find_notebook(folder: Path, problem_set: ProblemSet) -> tuple[Path | None, tuple[Repair, ...]]:
    """The notebook in a submitted folder, or None.

    Of several, the one with the most answers; of equals, the one of the right name, else the one of the most similar
    name.
    """
    try:
        candidates = _find(folder, problem_set.name)
        links = [] if candidates else sorted(_name(path) for path in folder.iterdir() if path.is_symlink())
    except OSError as error:
        return None, (_unreadable(f"the submitted folder can't be read: {error.strerror}"),)
    if not candidates:
        return None, tuple(_unreadable(f"{name} is a link to another place; it is not read") for name in links)
    if len(candidates) > 1:
        return _with_most_answers(candidates, problem_set)
    (only,) = candidates
    return only, () if _is_right(only, problem_set.name) else (Repair("", f"the file was named {_name(only)}", 1.0),)


def _find(folder: Path, problem_set: str) -> list[Path]:
    """The files that may be the notebook, the one of the right name first, then by how similar their names are.

    Any file may be a notebook with a lost ending; notebooks come first. Where there is neither, whatever else may have
    been handed in for one.
    """
    # What macOS packs beside every file begins with "._".
    files = [path for path in folder.iterdir() if is_inside(path, folder) and not path.name.startswith("._")]
    files = [path for path in files if path.name != TIMESTAMP]
    candidates = (
        [path for path in files if path.suffix.lower() == ".ipynb"]
        or [path for path in files if problem_set in path.name and path.suffix.lower() not in OTHER_KINDS]
        or [path for path in files if path.suffix.lower() in OTHER_KINDS]
    )

    def preference(path: Path) -> tuple[bool, float, Path]:
        return not _is_right(path, problem_set), -fuzz.ratio(path.stem, problem_set), path

    return sorted(candidates, key=preference)


def _with_most_answers(candidates: Sequence[Path], problem_set: ProblemSet) -> tuple[Path, tuple[Repair, ...]]:
    """Of several notebooks the one with the most answers, the first of equals.

    A person is asked where others hold other answers, or may: not all of very many are looked into.
    """
    small = [path for path in candidates[:MOST_COMPARED] if path.stat().st_size <= LARGEST_COMPARED]
    answers = {path: _answers(path, problem_set) for path in small or candidates[:1]}
    taken = max(answers, key=lambda path: len(answers[path]))
    different = {frozenset(one.items()) for one in answers.values() if one}
    left = [path for path in candidates if path != taken]
    unknown = len(candidates) - len(answers)
    if _is_right(taken, problem_set.name) and all(one == answers[taken] for one in answers.values()) and not unknown:
        return taken, ()
    told = [f"{_name(path)} with {len(answers[path])}" if path in answers else _name(path) for path in left]
    count = len(answers[taken])
    what = (
        f"of {len(candidates)} notebooks {_name(taken)} was taken, with {count} answer{'s' * (count != 1)}; "
        f"left: {few(told, MOST_NAMED)}"
    )
    return taken, (Repair("", what, 1 / (max(1, len(different)) + unknown)),)


def _answers(path: Path, problem_set: ProblemSet) -> dict[str, str]:
    try:
        return (
            answers_in(problem_set, read_at_most(path, MOST_BYTES)) if path.stat().st_size <= LARGEST_COMPARED else {}
        )
    except Exception:  # whatever is amiss with it: if it is the one that is taken, whoever grades it says so
        return {}


def read_submission(folder: Path, student: str, problem_set: ProblemSet) -> Submission:
    """The submission in a folder; one without a notebook that can be read has no content."""
    path, repairs = find_notebook(folder, problem_set)
    if _has_timestamp(folder) and handed_in(folder) is None:
        what = f"{TIMESTAMP} holds no time: whether it was late is not known"
        repairs += (Repair("", what, confidence=0.0, kind="finding"),)
    if path is None:
        return Submission(student, None, repairs)
    try:
        content = read_at_most(path, MOST_BYTES)
    except OSError as error:
        return Submission(student, None, (*repairs, _unreadable(f"{_name(path)} can't be read: {error.strerror}")))
    kind = OTHER_KINDS.get(path.suffix.lower())
    if kind and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        what = f"you handed in {kind} ({_name(path)}), and a notebook is wanted: hand in the .ipynb"
        # That it has another name is not told as put right: it is none that could be graded.
        repairs = (_unreadable(what), *(one for one in repairs if one.kind != "repair"))
    return Submission(student, content, repairs)


def handed_in(folder: Path) -> datetime | None:
    """When the exchange says that a submission was handed in, in UTC; None if it doesn't say, or not as a time."""
    content = beside(folder, TIMESTAMP)
    try:
        return None if content is None else parse_utc(content.decode().strip())
    except (ValueError, OverflowError, TypeError):
        return None


def _unreadable(why: str) -> Repair:
    return Repair("", why, confidence=0.0, kind="unreadable")


def _has_timestamp(folder: Path) -> bool:
    try:
        return (folder / TIMESTAMP).is_file()
    except OSError:  # a folder that can't be entered, which is told where its notebook is looked for
        return False


def _is_right(path: Path, problem_set: str) -> bool:
    return path.name == f"{problem_set}.ipynb"


def _name(path: Path) -> str:
    """A file's name as text; bytes that are none, which no page can hold, become question marks."""
    return os.fsencode(path.name).decode(errors="replace")
