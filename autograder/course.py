"""Where things lie in a course folder: nbgrader's layout, and the grader's own notes."""

import contextlib
import copy
import os
import re
import secrets
import stat
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import CourseError
from autograder.few import few
from autograder.programs import find_beside_python
from course_utils.files import remove_leftovers
from course_utils.workplace import COURSE_ID

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from traitlets.config import Config

PROJECT = Path(__file__).resolve().parents[1]
BESIDE_A_NAME = ".json"  # the longest that is put beside a student's name in a file's: see Course.result
MOST_IN_GRADEBOOK = 128  # characters of a student's name, by nbgrader's tables; SQLite alone takes more
LARGEST_SEED = 2**63 - 1  # as JSON takes it to the workers
CANT_BE_STORED = "its name can't be stored: rename the folder"
DEEPEST = 3  # folders below submitted/ that are looked into for what lies in a wrong place
MOST_SHOWN = 80  # characters of a name
MOST_NAMED = 5
AN_HOUR = 3600.0


@dataclass(frozen=True)
class Course:
    """A course folder. Releases that it lacks are taken from this project."""

    root: Path

    @classmethod
    def at(cls, folder: str | Path) -> "Course":
        root = Path(folder).resolve()
        if not root.is_dir():
            raise CourseError(f"There is no folder {root}: give the course's folder with --course DIR.")
        return cls(root)

    @property
    def db_url(self) -> str:
        """Where the gradebook is: what the course's own nbgrader_config.py says, else a file in the course folder."""
        return self.nbgrader_settings().CourseDirectory.get("db_url") or f"sqlite:///{self.root / 'gradebook.db'}"

    def nbgrader_settings(self) -> "Config":
        """The course's nbgrader_config.py, or no settings; a copy of one's own."""
        return copy.deepcopy(_settings(self.root))

    @property
    def has_gradebook(self) -> bool:
        """Whether there is a gradebook, which asking would make; one on a server answers for itself."""
        from sqlalchemy import make_url

        url = make_url(self.db_url)
        if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith("file:"):
            return True
        return Path(url.database).exists()

    @property
    def course_id(self) -> str:
        """By which name nbgrader knows the course: what its own nbgrader_config.py says, else this project's."""
        return self.nbgrader_settings().CourseDirectory.get("course_id") or COURSE_ID

    @property
    def submitted(self) -> Path:
        """Where each student has a folder, and in it one for each problem set."""
        return self.root / "submitted"

    @property
    def grades_csv(self) -> Path:
        return self.root / "grades.csv"

    def release(self, problem_set: str) -> Path:
        """The released notebook; raises :class:`CourseError` with the names there are if there is none."""
        for root in (self.root, PROJECT):
            path = root / "release" / problem_set / f"{problem_set}.ipynb"
            if path.is_file():
                return path
        known = sorted(self._released())
        raise CourseError(
            f"There is no released problem set {problem_set!r} in {self.root / 'release'}. "
            f"Known are: {', '.join(known) or 'none (run make release first)'}."
        )

    def submissions(self, problem_set: str, only: str | None = None) -> dict[str, Path]:
        """Each student's folder for a problem set, or that of one student; :class:`CourseError` if there is none.

        only: the student's name; it may be spelled as it looks, its accents composed or not, and with blanks around it.
        """
        folder = self.submitted
        if not folder.is_dir():
            raise CourseError(
                f"There is no folder {folder}: put each submission into submitted/<student>/{problem_set}/, "
                "or name the course's folder with --course DIR."
            )
        found = {
            path.name: path / problem_set for path in sorted(folder.iterdir()) if self._is_found(path, problem_set)
        }
        if not found:
            raise CourseError(f"Nobody in {folder} has a folder named {problem_set!r}: {self._instead(problem_set)}")
        if only is None:
            return found
        students = [only] if only in found else [student for student in found if same_name(student, only)]
        if not students:
            raise CourseError(f"There is no submission of {only!r}; there are: {few(list(found))}.")
        return {student: found[student] for student in students}

    def out_of_place(self, problem_set: str) -> list[str]:
        """What in submitted/ is not graded, but seems to be meant as a submission to a problem set.

        Notebooks and folders of about the right name that lie elsewhere than in submitted/<student>/<problem set>/, and
        students whose names can't be stored, with that reason: as paths below submitted/, safe to print. Nothing is
        guessed, a person has to put it right. Whoever has handed in other problem sets alone is not meant.
        """
        folder = self.submitted
        others = self._released() - {problem_set}
        meant = []
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if self._is_found(path, problem_set):
                continue
            if (place := next(_meant_as(problem_set, path, others), None)) is not None:
                reason = f" ({CANT_BE_STORED})" if self._cant_be_stored(path.name) else ""
                meant.append(shown(place.relative_to(folder)) + "/" * _is_folder(place) + reason)
        return meant

    def _is_found(self, student: Path, problem_set: str) -> bool:
        """Whether an entry of submitted/ is a student with a submission that can be graded."""
        return (
            student.is_dir()
            and not student.name.startswith(".")
            and not self._cant_be_stored(student.name)
            and _has_folder(student, problem_set)
        )

    def _cant_be_stored(self, student: str) -> bool:
        """Whether a student's name is no text, or too long for the grader's files or for the gradebook."""
        try:
            size = len(student.encode())
        except UnicodeEncodeError:
            return True
        if size + len(BESIDE_A_NAME) > os.pathconf(self.root, "PC_NAME_MAX"):
            return True
        return len(student) > MOST_IN_GRADEBOOK and not self.db_url.startswith("sqlite")

    def _instead(self, problem_set: str) -> str:
        """What may be wrong where nobody has handed in anything."""
        meant = self.out_of_place(problem_set)
        return f"there are {few(meant, MOST_NAMED)}." if meant else "is that its name?"

    def _released(self) -> frozenset[str]:
        """The names of all problem sets that are released, here or in this project."""
        return frozenset(
            path.parent.name for root in (self.root, PROJECT) for path in (root / "release").glob("*/*.ipynb")
        )

    def autograded(self, problem_set: str, student: str) -> Path:
        return self.root / "autograded" / student / problem_set / f"{problem_set}.ipynb"

    def feedback(self, problem_set: str, student: str) -> Path:
        return self.root / "feedback" / student / problem_set / f"{problem_set}.html"

    def notes(self, problem_set: str) -> Path:
        """The grader's own folder: the secret seed and each student's result, for appeals and for the report.

        It need not be there: whoever writes something into it calls :meth:`make_notes` first.
        """
        return self._all_notes / problem_set

    def make_notes(self, problem_set: str) -> Path:
        """The folder of :meth:`notes`, made if it is missing and closed to everybody else: it holds the seed.

        Raises OSError where that is not allowed, as in somebody else's course.
        """
        self._all_notes.mkdir(mode=0o700, exist_ok=True)
        self._all_notes.chmod(0o700)  # also where a copy or an archive has brought it
        folder = self.notes(problem_set)
        folder.mkdir(exist_ok=True)
        return folder

    def remove_leftovers(self, problem_set: str) -> None:
        """Delete what killed gradings have left half-written: an hour is more than any file takes to be written."""
        made_of_all = (self.root / made for made in ("autograded", "feedback"))
        of_everybody = (folder for made in made_of_all for folder in made.glob(f"*/{problem_set}"))
        notes = self.notes(problem_set)
        for folder in (self.root, notes, notes / "results", *of_everybody):
            remove_leftovers(folder, AN_HOUR)

    @property
    def _all_notes(self) -> Path:
        return self.root / ".autograder"

    @property
    def gradebook_lock(self) -> Path:
        """Gradings of several problem sets take turns: each would add the students whom another is just adding."""
        return self._all_notes / "gradebook.lock"

    @property
    def grades_lock(self) -> Path:
        """Gradings that end together take turns: one that writes what it read before would undo the other's rows.

        Not the gradebook's, so that a grading that goes on need not wait while a large class is read.
        """
        return self._all_notes / "grades.lock"

    def journal(self, problem_set: str, shard: tuple[int, int] | None = None) -> Path:
        """What was graded, outcome by outcome; every part of a divided grading has its own."""
        name = "journal.jsonl" if shard is None else f"journal-{shard[0]}-of-{shard[1]}.jsonl"
        return self.notes(problem_set) / name

    def regrade_report(self, problem_set: str) -> Path:
        """All scores that grading again has changed, and why."""
        return self.notes(problem_set) / "regrade.csv"

    def result(self, problem_set: str, student: str) -> Path:
        return self.notes(problem_set) / "results" / f"{student}.json"

    def secret_seed(self, problem_set: str) -> int:
        """The seed of the graded cases: drawn once for a course, so that everybody gets the same ones."""
        path = self.make_notes(problem_set) / "seed"
        if not path.exists():
            # Whole or not at all, and the first one wins: several parts of a divided grading may start at once.
            mine = path.with_name(f"seed-{secrets.token_hex(4)}")
            mine.touch(mode=0o600)
            mine.write_text(f"{secrets.randbits(63)}\n")
            with contextlib.suppress(FileExistsError):
                os.link(mine, path)
            mine.unlink()
        text = path.read_text(errors="replace").strip()
        if not text.isdecimal() or len(text) > len(str(LARGEST_SEED)) or int(text) > LARGEST_SEED:
            raise CourseError(
                f"{path} holds no number from 0 to {LARGEST_SEED}: put the seed back, which every note in "
                f"{path.parent / 'results'} names; without any, delete the file, and all are graded anew."
            )
        return int(text)

    def gradebook(self) -> "Gradebook":
        """nbgrader's gradebook, made if there is none; a context manager.

        Raises :class:`CourseError` where Python lacks what the database takes.
        """
        from nbgrader.api import Gradebook  # takes a second to import
        from sqlalchemy import make_url
        from sqlalchemy.exc import SAWarning

        # nbgrader's own queries make SQLAlchemy warn about its autoflush; no instructor can do anything about it.
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        find_beside_python()
        try:
            return Gradebook(self.db_url, self.course_id)
        except ModuleNotFoundError as error:  # SQLAlchemy imports the driver that the address asks for
            raise CourseError(
                f"The gradebook's db_url, {make_url(self.db_url)!r}, takes the Python module {error.name}: install it "
                "with pip, or name another driver."
            ) from error

    def graded_problem_sets(self) -> list[str]:
        """Every problem set of which somebody has a result."""
        folders = sorted(path.name for path in self._all_notes.iterdir() if path.is_dir())
        return [name for name in folders if any(self.students_in_notes(name))]

    def students_in_notes(self, problem_set: str) -> Iterator[str]:
        """Everybody who has a result, in alphabetical order; raises OSError for notes that can't be read."""
        try:
            # Not by glob, to which a folder that can't be read is an empty one.
            names = os.listdir(self.notes(problem_set) / "results")
        except FileNotFoundError:  # nobody has been graded yet
            return
        yield from sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))


def same_name(one: str, other: str) -> bool:
    """Whether two names look the same: macOS takes accented letters apart, and a shell's user types them composed."""
    return _as_seen(one) == _as_seen(other)


def names_alike(names: Iterable[str]) -> list[list[str]]:
    """Names that look the same, each group of them together."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_as_seen(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _as_seen(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def shown(path: Path) -> str:
    """A path for a person to read: bytes that are no text and control characters are escaped, long names cut."""
    text = os.fsencode(path).decode(errors="backslashreplace")
    printed = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
    return "/".join(part if len(part) <= MOST_SHOWN else f"{part[:MOST_SHOWN]}…" for part in printed.split("/"))


def _meant_as(problem_set: str, entry: Path, others: frozenset[str], depth: int = 1) -> Iterator[Path]:
    """What in an entry of submitted/ seems to be meant as a submission to a problem set.

    Anything whose name is about the problem set's; and any notebook beside the students' folders, or directly in one.
    """
    if depth == 1 and entry.name.startswith("."):
        if _is_folder(entry / problem_set):
            yield entry / problem_set
    elif entry.name.startswith(".") or entry.name in others or entry.stem in others:
        return
    elif (depth <= 2 and entry.suffix.lower() == ".ipynb") or _resembles(entry.stem, problem_set):
        is_notebook = entry.suffix.lower() == ".ipynb"
        if depth > 1 or is_notebook or _is_folder(entry):  # an archive beside the students' folders is the class's
            yield entry
    elif depth <= DEEPEST and _is_folder(entry):
        with contextlib.suppress(OSError):
            for path in sorted(entry.iterdir()):
                yield from _meant_as(problem_set, path, others, depth + 1)


def _resembles(name: str, problem_set: str) -> bool:
    """Whether a name is that of a problem set in another case or with more behind it, or begins as that does."""
    plain, right = (re.sub(r"[\W_]", "", one.casefold()) for one in (name, problem_set))
    first = re.split(r"[\W_]", problem_set.casefold())[0]  # of ps2_shapes_and_parameters it is ps2
    return bool(plain) and (plain.startswith(right) or (plain.startswith(first) and right.startswith(plain)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _has_folder(student: Path, problem_set: str) -> bool:
    """Whether there is something to grade; a folder that can't be entered counts, so that nobody is lost in silence."""
    try:
        return stat.S_ISDIR((student / problem_set).stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


@lru_cache(maxsize=16)
def _settings(root: Path) -> "Config":
    from traitlets.config import Config, PyFileConfigLoader

    if not (root / "nbgrader_config.py").is_file():
        return Config()
    try:
        return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    except Exception as error:  # it is a program of the instructor's
        raise CourseError(f"{root / 'nbgrader_config.py'} breaks off: {type(error).__name__}: {error}") from error
