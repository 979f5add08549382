"""Where things lie in a course folder: nbgrader's layout, and the grader's own notes."""

import contextlib
import copy
import os
import secrets
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import CourseError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from traitlets.config import Config

PROJECT = Path(__file__).resolve().parents[1]

# nbgrader runs the program `alembic`, which lies beside the interpreter and need not be on PATH.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


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
    def grades_csv(self) -> Path:
        return self.root / "grades.csv"

    def release(self, problem_set: str) -> Path:
        """The released notebook; raises :class:`CourseError` with the names there are if there is none."""
        for root in (self.root, PROJECT):
            path = root / "release" / problem_set / f"{problem_set}.ipynb"
            if path.is_file():
                return path
        known = sorted(path.parent.name for path in (PROJECT / "release").glob("*/*.ipynb"))
        raise CourseError(
            f"There is no released problem set {problem_set!r} in {self.root / 'release'}. "
            f"Known are: {', '.join(known) or 'none (run make release first)'}."
        )

    def submissions(self, problem_set: str, only: str | None = None) -> dict[str, Path]:
        """Each student's folder for a problem set, or that of one student; :class:`CourseError` if there is none."""
        folder = self.root / "submitted"
        if not folder.is_dir():
            raise CourseError(
                f"There is no folder {folder}: put each submission into submitted/<student>/{problem_set}/, "
                "or name the course's folder with --course DIR."
            )
        students = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        found = {path.name: path / problem_set for path in students if _has_folder(path, problem_set)}
        if not found:
            raise CourseError(f"Nobody in {folder} has a folder named {problem_set!r}: is that its name?")
        if only is None:
            return found
        if only not in found:
            raise CourseError(f"There is no submission of {only!r}; there are: {', '.join(found)}.")
        return {only: found[only]}

    def autograded(self, problem_set: str, student: str) -> Path:
        return self.root / "autograded" / student / problem_set / f"{problem_set}.ipynb"

    def feedback(self, problem_set: str, student: str) -> Path:
        return self.root / "feedback" / student / problem_set / f"{problem_set}.html"

    def notes(self, problem_set: str) -> Path:
        """The grader's own folder: the secret seed and each student's result, for appeals and for the report."""
        folder = self.root / ".autograder" / problem_set
        folder.mkdir(parents=True, exist_ok=True)
        (self.root / ".autograder").chmod(0o700)
        return folder

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
        path = self.notes(problem_set) / "seed"
        if not path.exists():
            # Whole or not at all, and the first one wins: several parts of a divided grading may start at once.
            mine = path.with_name(f"seed-{secrets.token_hex(4)}")
            mine.touch(mode=0o600)
            mine.write_text(f"{secrets.randbits(63)}\n")
            with contextlib.suppress(FileExistsError):
                os.link(mine, path)
            mine.unlink()
        text = path.read_text(errors="replace").strip()
        if not text.isdecimal():
            raise CourseError(
                f"{path} holds no number: put the seed back, which every note in {path.parent / 'results'} names; "
                "without any, delete the file, and all are graded anew."
            )
        return int(text)

    def gradebook(self) -> "Gradebook":
        """nbgrader's gradebook, made if there is none; a context manager."""
        from nbgrader.api import Gradebook  # takes a second to import
        from sqlalchemy.exc import SAWarning

        # nbgrader's own queries make SQLAlchemy warn about its autoflush; no instructor can do anything about it.
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        return Gradebook(self.db_url, "cnn-course")

    def students_in_notes(self, problem_set: str) -> Iterator[str]:
        """Everybody who has a result, in alphabetical order."""
        for path in sorted((self.notes(problem_set) / "results").glob("*.json")):
            yield path.stem


def _has_folder(student: Path, problem_set: str) -> bool:
    """Whether there is something to grade; a folder that can't be entered counts, so that nobody is lost in silence."""
    try:
        return (student / problem_set).is_dir()
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
