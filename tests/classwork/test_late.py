"""Late penalties: the gradebook's due date, the exchange's time of submission, the course's own rule."""

from datetime import UTC, datetime

import pytest
from here import classwork, write_answer
from in_this_process import InThisProcess

from autograder.class_results import read_class
from autograder.course import Course, _settings
from autograder.errors import CourseError
from benchmarks.grading.classes import LIGHT

RULE = """
from nbgrader.plugins import BasePlugin

class APointAnHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600

c = get_config()
c.AssignLatePenalties.plugin_class = APointAnHour
"""
RIGHT = """\
import torch
def convolve1d(x, w, stride=1, padding=0):
    zeros = x.new_zeros(padding)
    padded = torch.cat([zeros, x, zeros])
    places = range(0, len(padded) - len(w) + 1, stride)
    return torch.stack([(padded[i:i + len(w)] * w.flip(0)).sum() for i in places])"""
# It was due at noon. Whoever came the day after loses all points, and no more than all.
CAME = {
    "student0000": ("2026-03-02 14:00:00 UTC", 2.0),
    "student0001": ("2026-03-02 09:00:00 UTC", 0.0),
    "student0002": ("2026-03-03 12:00:00 UTC", 10.0),
    "student0003": (None, 0.0),
}


@pytest.fixture
def course(make_course):
    folder = make_course(len(CAME))
    (folder / "nbgrader_config.py").write_text(RULE)
    for student, (when, _) in CAME.items():
        write_answer(folder, student, RIGHT)
        if when is not None:
            (folder / "submitted" / student / LIGHT.name / "timestamp.txt").write_text(when)
    with Course(folder).gradebook() as gradebook:
        gradebook.update_or_create_assignment(LIGHT.name, duedate=datetime(2026, 3, 2, 12, tzinfo=UTC))
    return folder


def penalties(course):
    return {work.student: (work.late_penalty, work.score) for work in read_class(Course(course), LIGHT.name)}


def page(course, student):
    return Course(course).feedback(LIGHT.name, student).read_text(encoding="utf-8")


def test_who_is_late_loses_what_the_courses_rule_says_and_reads_so(course, conditions):
    list(classwork(course, conditions).grade(InThisProcess()))
    assert penalties(course) == {student: (lost, 10.0 - lost) for student, (_, lost) in CAME.items()}
    for student, (_, lost) in CAME.items():
        assert f"{10.0 - lost:g} of 10 points</h1>" in page(course, student)
        assert ("late submission" in page(course, student)) == (lost > 0)
    assert 'late submission</th><td class="points">−2<' in page(course, "student0000")


def test_a_due_date_that_is_put_off_takes_penalties_back_in_the_next_run_without_grading(course, conditions):
    list(classwork(course, conditions).grade(InThisProcess()))
    with Course(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment(LIGHT.name, duedate=datetime(2026, 3, 4, 12, tzinfo=UTC))
    executor = InThisProcess()
    list(classwork(course, conditions).grade(executor))
    assert executor.graded == 0
    assert penalties(course) == {student: (0.0, 10.0) for student in CAME}
    assert not any("late submission" in page(course, student) for student in CAME)


def test_without_pages_the_gradebook_follows_a_new_due_date_as_well(course, conditions):
    list(classwork(course, conditions, feedback=False).grade(InThisProcess()))
    with Course(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment(LIGHT.name, duedate=datetime(2026, 3, 4, 12, tzinfo=UTC))
    list(classwork(course, conditions, feedback=False).grade(InThisProcess()))
    assert penalties(course) == {student: (0.0, 10.0) for student in CAME}


def test_a_time_that_is_put_right_is_in_the_gradebook_also_where_it_costs_nothing(course, conditions):
    list(classwork(course, conditions).grade(InThisProcess()))
    early = course / "submitted" / "student0001" / LIGHT.name / "timestamp.txt"
    early.write_text("2026-03-02 08:00:00 UTC")
    list(classwork(course, conditions).grade(InThisProcess()))
    with Course(course).gradebook() as gradebook:
        assert gradebook.find_submission(LIGHT.name, "student0001").timestamp == datetime(2026, 3, 2, 8)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("plugin_class = APointAnHour", "plugin_class = 'nowhere.APointAnHour'", "plugin_class names can't be had"),
        ("class APointAnHour(BasePlugin):", "class APointAnHour:", "plugin_class names can't be had"),
        ("total_seconds_late / 3600", "total_seconds_late / 0", "APointAnHour fails for 'student0000'.*ZeroDivision"),
        ("total_seconds_late / 3600", "'two points'", "APointAnHour fails for 'student0000'.*TypeError"),
    ],
)
def test_a_rule_that_is_wrong_is_one_clear_sentence_and_the_next_run_goes_on(course, conditions, right, wrong, says):
    _settings.cache_clear()  # another program reads the file anew
    (course / "nbgrader_config.py").write_text(RULE.replace(right, wrong))
    with pytest.raises(CourseError, match=rf"(?s)nbgrader_config.py: the late-penalty rule .*{says}"):
        list(classwork(course, conditions).grade(InThisProcess()))
    _settings.cache_clear()
    (course / "nbgrader_config.py").write_text(RULE)
    list(classwork(course, conditions).grade(InThisProcess()))
    assert penalties(course) == {student: (lost, 10.0 - lost) for student, (_, lost) in CAME.items()}
