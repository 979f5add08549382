"""``make demo`` leaves what it promises: graded submissions, feedback pages and the class reports."""

import nbformat
from typed import typed_program
from without_teaching import without_teaching

from autograder import demo
from autograder.course import PROJECT, Course

PS = "ps2_shapes_and_parameters"


def short_release(name, folder):
    """In place of a build, which other tests look at: the committed release without the code that only teaches."""
    folder.mkdir(parents=True)
    path = PROJECT / "release" / name / f"{name}.ipynb"
    (folder / path.name).write_text(without_teaching(path).text, encoding="utf-8")


def test_the_demo_leaves_feedback_and_a_report_to_open(tmp_path, monkeypatch):
    folder = tmp_path / "demo"
    (folder / "feedback" / "from_the_last_time").mkdir(parents=True)
    for name, value in {"FOLDER": folder, "SMALL": 4, "source_names": lambda: [PS], "build": short_release}.items():
        monkeypatch.setattr(demo, name, value)
    done = typed_program(demo.main)
    assert done.returncode == 0 and "4 students submit" in done.told, done.told
    course = Course.at(folder)
    students = sorted(path.name for path in (folder / "submitted").iterdir())
    assert len(students) == 4 == len(list((folder / "feedback").iterdir()))
    for student in students:
        assert PS in course.feedback(PS, student).read_text(encoding="utf-8")
        nbformat.validate(nbformat.read(course.autograded(PS, student), as_version=4))
    report = folder / "reports" / f"{PS}.html"
    assert str(report) in done.stdout and "report on 4 submissions" in report.read_text(encoding="utf-8")
    (told,) = [line.strip() for line in done.stdout.splitlines() if "/feedback/" in line and "<student>" not in line]
    assert told in [str(course.feedback(PS, student)) for student in students]
    assert len(course.grades_csv.read_text(encoding="utf-8").splitlines()) > 4
