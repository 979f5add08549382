"""nbgrader's exchange, for a class that has not handed in everything through it, or not under its name."""

import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from autograder.course import Course
from autograder.few import few
from autograder.problem_set import ProblemSet
from autograder.whole_files import write_whole

# What it puts beside a submission and needs beside the page that it gives back for it.
TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"


class ReleaseFeedback(ExchangeReleaseFeedback):
    """Gives back the page of a renamed notebook as well, and passes over whoever can't fetch one.

    nbgrader stops at those who have handed in nothing through the exchange. And it looks for a student's page under the
    names of the notebooks that the student has handed in, but releases it under the problem set's.
    """

    def copy_files(self) -> None:
        without_exchange, without_notebook = [], []
        for folder in sorted(map(Path, glob.glob(self.src_path))):
            if not all((folder / name).is_file() for name in (TIMESTAMP, SECRET)):
                without_exchange.append(folder.parent.name)
                continue
            self.src_path = glob.escape(str(folder))
            super().copy_files()
            if not self._release_as_submitted(folder):
                without_notebook.append(folder.parent.name)
        if without_exchange:
            self.log.warning(
                f"{len(without_exchange)} handed in without the exchange, so give them their pages in another way "
                f"(their folders in submitted/ lack {TIMESTAMP} or {SECRET}): {few(without_exchange)}"
            )
        if without_notebook:
            self.log.warning(
                f"{len(without_notebook)} handed in no file that ends in .ipynb, and the exchange gives pages back for "
                f"such files alone, so give them theirs in another way: {few(without_notebook)}"
            )

    def _release_as_submitted(self, folder: Path) -> bool:
        """Release a renamed notebook's page under that name, too; whether the student has a name to fetch one by."""
        from autograder.submissions import find_notebook  # it reads notebooks with what takes a second to import

        name, student = self.coursedir.assignment_id, folder.parent.name
        submitted = Path(self.coursedir.format_path(self.coursedir.submitted_directory, student, name))
        if (submitted / f"{name}.ipynb").is_file():
            return True
        course = Course(Path(self.coursedir.root))
        graded, _ = find_notebook(submitted, ProblemSet.read(course.release(name)))
        if graded is None or graded.suffix != ".ipynb":
            return False
        secret, page = (folder / SECRET).read_text(), folder / f"{name}.html"
        if page.is_file():
            released = f"{notebook_hash(secret=secret, notebook_id=graded.stem)}.html"
            write_whole(Path(self.dest_path) / released, page.read_bytes())
        return True
