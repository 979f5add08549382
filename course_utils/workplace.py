"""What ``make lab`` needs besides the course: copies of the problem sets to work in, and an exchange for trying out."""

import shutil
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
COURSE_ID = "cnn-course"
# nbgrader's own: everybody hands in, and nobody sees what others have handed in.
EXCHANGE = {"outbound": 0o755, "inbound": 0o733, "feedback": 0o711}


def lay_out(course: Path = PROJECT) -> None:
    """Make what is missing: ``work/<problem set>/`` and, in ``.exchange/``, what can be fetched. The rest stays."""
    released = sorted(path.parent for path in (course / "release").glob("*/*.ipynb"))
    for release in released:
        _copy(release, course / "work" / release.name)
    exchange = course / ".exchange"
    _make(exchange, 0o777)
    for name, mode in EXCHANGE.items():
        _make(exchange / COURSE_ID / name, mode)
    for release in released:
        _copy(release, exchange / COURSE_ID / "outbound" / release.name)


def _make(folder: Path, mode: int) -> None:
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(mode)


def _copy(release: Path, place: Path) -> None:
    if not place.exists():
        shutil.copytree(release, place, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"))


if __name__ == "__main__":
    lay_out()
