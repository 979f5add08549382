"""What makes a class be graded anew: what can decide outcomes of its problem set, and nothing else."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder import edition
from autograder.course import PROJECT

PS = "ps1_convolution"


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for package in ("autograder", "course_utils"):
        shutil.copytree(PROJECT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "mutants"))
    return folder


@pytest.fixture
def editions(copied, monkeypatch) -> Callable[[], list[str]]:
    """Of the problem set, of one without questions of its own, and of all."""
    for package in (edition.autograder, edition.course_utils):
        there = SimpleNamespace(__file__=str(copied / package.__name__ / "__init__.py"))
        monkeypatch.setattr(edition, package.__name__, there)
    return lambda: [edition.edition.__wrapped__(one) for one in (PS, "a set without questions of its own", None)]


@pytest.mark.parametrize(
    ("edited", "anew"),
    [
        ("course_utils/checking/compare.py", [True, True, True]),
        ("autograder/judge.py", [True, True, True]),
        (f"course_utils/questions/{PS}/conv2d.py", [True, True, True]),
        ("autograder/answer_keys/ps1_convolution.py", [True, True, True]),
        ("course_utils/questions/ps2_shapes_and_parameters/tables.py", [False, True, True]),
        ("course_utils/questions/ps4_regularization_layers/new_question.py", [False, True, True]),
        ("autograder/answer_keys/ps3_first_cnn.py", [False, True, True]),
        ("course_utils/jupyterlab/nbgrader_config.py", [False, False, False]),
        ("course_utils/checking/templates/card.html.j2", [False, False, False]),
        ("autograder/report/statistics.py", [False, False, False]),
        ("autograder/cli.py", [False, False, False]),
    ],
)
def test_an_edit_grades_only_those_anew_whose_outcomes_it_can_decide(copied, editions, edited, anew):
    before, path = editions(), copied / edited
    was = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{was or ''}\n# an edit\n", encoding="utf-8")
    try:
        assert [now != then for now, then in zip(editions(), before, strict=True)] == anew
    finally:
        path.write_text(was, encoding="utf-8") if was is not None else path.unlink()


def test_what_is_left_aside_is_not_even_imported_where_submissions_are_graded():
    release = (PROJECT / "release" / PS / f"{PS}.ipynb").read_text(encoding="utf-8")
    worker = (
        "import sys\nfrom autograder.executors import dask_cluster, local\n"
        "from autograder.grade import render_release\n"
        "dask_cluster._get_ready(None); render_release(sys.argv[1], sys.stdin.read()); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", worker, PS], cwd=PROJECT, input=release, capture_output=True, text=True, check=True
    )
    loaded = {tuple(module.split(".")[:2]) for module in done.stdout.split()}
    assert {("autograder", "judge"), ("autograder", "feedback_pages"), ("course_utils", "checking")} <= loaded
    assert [pair for pair in loaded if pair[1:] and pair[1] in edition.ASIDE.get(pair[0], ())] == []
