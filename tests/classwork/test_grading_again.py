"""What a second run makes good: a gradebook that is gone, pages that were left out, parts, grades given by hand."""

import csv
import errno
import shutil

import nbformat
import pytest
from here import classwork, gradebook, write_answer
from in_this_process import InThisProcess
from sqlalchemy.exc import OperationalError
from typed import typed

from autograder import grade as grading
from autograder import journal
from autograder.class_results import read_class
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grades import write_grades
from autograder.record import Gradebook
from autograder.sample_class import answer
from benchmarks.grading.classes import LIGHT

WRONG = "def convolve1d(x, w, stride=1, padding=0):\n    return x"
RAISES = "def convolve1d(x, w, stride=1, padding=0):\n    raise KeyError('mine')"


def grade(course, conditions, **options):
    executor = InThisProcess()
    results = list(classwork(course, conditions, **options).grade(executor))
    return executor.graded, results


def give(course, student, **given):
    """What a person does in formgrader."""
    with Course(course).gradebook() as book:
        stored = book.find_grade("convolve1d", LIGHT.name, LIGHT.name, student)
        for name, value in given.items():
            setattr(stored, name, value)
        stored.needs_manual_grade = False
        book.db.commit()


def test_a_gradebook_that_is_gone_is_filled_again_without_grading(make_course, conditions):
    course = make_course(3)
    grade(course, conditions)
    before = gradebook(course)
    (course / "gradebook.db").unlink()
    assert grade(course, conditions)[0] == 0 and gradebook(course) == before


def test_feedback_that_was_left_out_is_written_when_it_is_wanted(make_course, conditions):
    course = make_course(2)
    grade(course, conditions, feedback=False)
    page = Course(course).feedback(LIGHT.name, "student0000")
    assert not page.exists()
    assert grade(course, conditions)[0] == 0 and "student0000" in page.read_text()


def test_another_edition_of_the_checks_grades_everybody_anew(make_course, conditions, monkeypatch):
    course = make_course(2)
    grade(course, conditions)
    assert grade(course, conditions)[0] == 0
    monkeypatch.setattr(journal, "edition", lambda *_: "a corrected answer key")
    assert grade(course, conditions)[0] == 2


@pytest.mark.parametrize(
    ("changed", "why"), [("seed", "the secret seed"), ("edition", "the code that decides outcomes"), ("answer", "")]
)
def test_why_everybody_is_graded_anew_is_told_once(make_course, monkeypatch, changed, why):
    course = make_course(2)
    everything = ("grade", LIGHT.name, "--course", course)
    typed(*everything)
    if changed == "seed":
        (Course(course).notes(LIGHT.name) / "seed").write_text("1\n")
    elif changed == "edition":
        for module in (journal, grading):
            monkeypatch.setattr(module, "edition", lambda *_: "a corrected answer key")
    else:
        write_answer(course, "student0000", WRONG)
    told = typed(*everything).told
    assert told.count(f"What was graded before is graded anew: {why} has changed since.") == bool(why)
    assert why or "graded anew" not in told


def test_what_a_part_has_graded_anew_is_taken_in_and_told(make_course, conditions):
    course = make_course(3)
    grade(course, conditions)
    write_answer(course, "student0001", RAISES)
    assert sum(grade(course, conditions, shard=(part, 2))[0] for part in (1, 2)) == 1
    write_answer(course, "student0001", RAISES + "\n")  # once more: the parts know an earlier result of their own
    assert sum(grade(course, conditions, shard=(part, 2))[0] for part in (1, 2)) == 1
    graded, results = grade(course, conditions)
    assert graded == 0 and [change.student for one in results for change in one.changes] == ["student0001"]
    assert grade(course, conditions)[0] == 0
    (row,) = (row for row in csv.DictReader(Course(course).regrade_report(LIGHT.name).open(newline="")))
    assert row["student"] == "student0001" and row["outcome now"] == "raised"


def test_when_the_class_grows_only_who_is_new_is_graded_in_its_parts(make_course, conditions):
    course = make_course(5)
    assert [grade(course, conditions, shard=(part, 3))[0] for part in (1, 2, 3)] == [2, 2, 1]
    # The first of all: everybody else is in another part now.
    shutil.copytree(course / "submitted" / "student0003", course / "submitted" / "aaa")
    assert [grade(course, conditions, shard=(part, 3))[0] for part in (1, 2, 3)] == [1, 0, 0]
    assert grade(course, conditions)[0] == 0 and len(gradebook(course)) == 6


def test_what_the_machine_has_spoilt_is_tried_again(make_course, conditions, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    course, undisturbed = make_course(3), make_course(3, "undisturbed")
    grade(undisturbed, conditions)
    with monkeypatch.context() as patch:
        patch.setattr(grading, "run_notebook", full)
        _, results = grade(course, conditions)
    assert all(one.result.at_fault for one in results)
    assert grade(course, conditions)[0] == 3 and gradebook(course) == gradebook(undisturbed)
    assert grade(course, conditions)[0] == 0


@pytest.mark.parametrize(("earlier", "later"), [(3, 2), (2, 3)])
def test_a_part_of_an_earlier_division_hides_nothing_of_a_later_one(make_course, conditions, earlier, later):
    """Whichever of their journals is read first."""
    course = make_course(2)
    grade_in_parts(course, conditions, earlier)
    for student in ("student0000", "student0001"):
        write_answer(course, student, RAISES)
    grade_in_parts(course, conditions, later)
    graded, results = grade(course, conditions)
    assert graded == 0 and {str(one.result.marks[0].outcome) for one in results} == {"raised"}


def test_one_question_is_taken_over_into_what_the_latest_part_has_graded(make_course, conditions):
    course = make_course(1)
    grade_in_parts(course, conditions, 3)
    write_answer(course, "student0000", RAISES)
    grade_in_parts(course, conditions, 2)
    write_answer(course, "student0000", WRONG)
    (one,) = grade(course, conditions, again=True, question="convolve1d")[1]
    assert [str(change.before.outcome) for change in one.changes] == ["raised"]


def grade_in_parts(course, conditions, parts):
    for part in range(1, parts + 1):
        grade(course, conditions, shard=(part, parts))


def test_changes_are_written_down_before_anything_can_go_wrong(make_course, conditions):
    """Also those of a run that ends half-way, and of the one before it."""
    course = make_course(3)
    grade(course, conditions)
    for written in (RAISES, WRONG):
        for student in ("student0000", "student0001"):
            write_answer(course, student, written)
        outcomes = classwork(course, conditions).grade(InThisProcess())
        while next(outcomes).result.student != "student0000":  # then nobody asks for the others
            pass
        outcomes.close()
    rows = list(csv.DictReader(Course(course).regrade_report(LIGHT.name).open(newline="")))
    assert [row["outcome now"] for row in rows if row["student"] == "student0000"][0] == "raised" and len(rows) > 1


def test_a_damaged_part_is_named(make_course, conditions):
    course = make_course(2)
    grade(course, conditions, shard=(1, 2))
    part = Course(course).journal(LIGHT.name, (1, 2))
    part.write_text("{}}\n" + part.read_text())
    with pytest.raises(CourseError, match="Line 1 of .*journal-1-of-2.jsonl is damaged"):
        grade(course, conditions)


def test_extra_credit_counts_in_every_table(make_course, conditions):
    course = make_course(2)
    grade(course, conditions)
    score = read_class(Course(course), LIGHT.name)[0].score
    give(course, "student0000", extra_credit=1.5)
    assert read_class(Course(course), LIGHT.name)[0].score == score + 1.5
    write_grades(Course(course))
    (row, _) = csv.DictReader(Course(course).grades_csv.open(newline=""))
    assert float(row["score"]) == score + 1.5


def test_a_grade_by_hand_is_final_until_something_else_is_handed_in(make_course, conditions):
    course = make_course(1)
    grade(course, conditions)
    give(course, "student0000", manual_score=3.0)
    grade(course, conditions, again=True)
    (work,) = read_class(Course(course), LIGHT.name)
    assert not work.waits and work.score == 3.0
    write_answer(course, "student0000", RAISES)
    grade(course, conditions)
    (work,) = read_class(Course(course), LIGHT.name)
    assert work.waits and work.score == 3.0


@pytest.mark.parametrize(
    "asked", [{}, {"again": True}, {"again": True, "question": "convolve1d"}], ids=["goes on", "force", "one question"]
)
def test_killed_before_the_gradebook_knew_a_grade_by_hand_still_waits_for_another_look(
    make_course, conditions, monkeypatch, asked
):
    course = make_course(1)
    grade(course, conditions)
    give(course, "student0000", manual_score=3.0)
    write_answer(course, "student0000", RAISES)

    def killed(*_):
        raise OperationalError("INSERT", {}, Exception("the outcome is in the journal by now"))

    with monkeypatch.context() as dies, pytest.raises(OperationalError):
        dies.setattr(Gradebook, "record", killed)
        grade(course, conditions)
    assert not read_class(Course(course), LIGHT.name)[0].waits
    graded, _ = grade(course, conditions, **asked)
    assert graded == bool(asked) and read_class(Course(course), LIGHT.name)[0].waits
    give(course, "student0000", manual_score=2.0)
    grade(course, conditions, again=True)
    assert not read_class(Course(course), LIGHT.name)[0].waits, "it was looked at once more"


def test_what_was_settled_of_one_submission_is_not_settled_of_the_next(make_course, conditions):
    course = make_course(1)
    reaching = "from gc import get_objects\n" + WRONG
    write_answer(course, "student0000", reaching)
    grade(course, conditions)
    note = "I asked: she looks for a leak.\u2028She will take it out."
    done = typed("settle", LIGHT.name, "--course", course, "--student", "student0000", "--note", note)
    assert done.returncode == 0, done.told
    assert not read_class(Course(course), LIGHT.name)[0].needs_a_look
    write_answer(course, "student0000", reaching + " + 1")
    grade(course, conditions)
    assert read_class(Course(course), LIGHT.name)[0].needs_a_look


def test_a_time_of_submission_that_is_none_stops_nobody_and_is_told(make_course, conditions):
    course = make_course(3)
    for student, content in (("student0000", b"yesterday evening"), ("student0001", b"\xff\xfe")):
        (course / "submitted" / student / LIGHT.name / "timestamp.txt").write_bytes(content)
    grade(course, conditions)
    looks = {work.student: " ".join(work.doubts) for work in read_class(Course(course), LIGHT.name)}
    assert "holds no time" in looks["student0000"] and "holds no time" in looks["student0001"]
    assert looks["student0002"] == ""


def test_a_second_notebook_beside_the_first_changes_what_is_doubtful(make_course, conditions):
    course = make_course(1)
    folder = course / "submitted" / "student0000" / LIGHT.name
    notebook = next(folder.glob("*.ipynb")).rename(folder / "mine.ipynb")
    other = nbformat.read(notebook, as_version=4)
    answer(other, "convolve1d", WRONG)
    nbformat.write(other, folder / "another.ipynb")
    grade(course, conditions)
    assert read_class(Course(course), LIGHT.name)[0].needs_a_look
    (folder / "another.ipynb").unlink()
    assert notebook.exists() and grade(course, conditions)[0] == 1
    assert not read_class(Course(course), LIGHT.name)[0].needs_a_look


def test_other_questions_than_the_gradebook_knows_are_one_clear_sentence(make_course, conditions):
    course = make_course(1)
    grade(course, conditions)
    release = Course(course).release(LIGHT.name)
    release.write_text(release.read_text().replace("convolve1d", "conv2d"))
    with pytest.raises(CourseError, match="nbgrader db assignment remove"):
        grade(course, conditions)


def test_one_question_is_graded_anew_and_all_others_keep_their_marks(hand_in, several, reference):
    right = {name: reference.notebook.cells[at].source for name, at in answer_cells(reference).items()}
    flat = (
        right["conv2d"] + "\n_whole = conv2d\ndef conv2d(*given, **options):\n    return _whole(*given, **options)[0]"
    )
    hand_in("ana", convolve1d=right["convolve1d"], conv2d=flat, flip_or_not="the first essay")
    course = hand_in("ben", convolve1d=right["convolve1d"], conv2d=flat)
    assert typed("grade", several.name, "--course", course.root).returncode == 0
    first = marks(course, several)
    assert first["ana"]["convolve1d"] > 0 == first["ana"]["conv2d"] and first["ana"] == first["ben"]
    # Now the other way round: only what is asked for may change.
    hand_in("ana", convolve1d=RAISES, conv2d=right["conv2d"], flip_or_not="the second essay")
    done = typed("grade", several.name, "--course", course.root, "--question", "conv2d")
    assert done.returncode == 0 and "were kept" not in done.told
    now = marks(course, several)
    assert now["ben"] == first["ben"] and now["ana"]["convolve1d"] == first["ana"]["convolve1d"]
    assert now["ana"]["conv2d"] == next(one.points for one in several.graded if one.name == "conv2d")
    (row,) = csv.DictReader(course.regrade_report(several.name).open(newline=""))
    assert (row["student"], row["question"]) == ("ana", "conv2d")
    # The notebook that a person reads says the same as the marks.
    notebook = course.autograded(several.name, "ana").read_text(encoding="utf-8")
    assert "the first essay" in notebook and "the second essay" not in notebook and "KeyError" not in notebook
    page = course.feedback(several.name, "ana").read_text(encoding="utf-8")
    assert "conv2d: 3 of 3 points" in page and "convolve1d: 2 of 2 points" in page


def test_the_other_marks_stay_also_where_the_notebook_that_showed_them_is_gone(hand_in, several, reference):
    right = {name: reference.notebook.cells[at].source for name, at in answer_cells(reference).items()}
    course = hand_in("ana", convolve1d=right["convolve1d"], conv2d=RAISES)
    typed("grade", several.name, "--course", course.root)
    first = marks(course, several)["ana"]
    course.autograded(several.name, "ana").unlink()
    hand_in("ana", convolve1d=RAISES, conv2d=right["conv2d"])
    assert typed("grade", several.name, "--course", course.root, "--question", "conv2d").returncode == 0
    now = marks(course, several)["ana"]
    assert now["convolve1d"] == first["convolve1d"] > 0 == first["conv2d"] < now["conv2d"]


def test_one_question_graded_again_leaves_open_what_is_of_the_earlier_file(hand_in, several):
    """A grade by hand is of the essay that the person has read, and what was settled stays so until it is graded."""
    hand_in("ana", convolve1d=f"from gc import get_objects\n{WRONG}", flip_or_not="the first essay")
    course = hand_in("ben", conv2d=f"from gc import get_objects\n{WRONG}")
    everything = ("grade", several.name, "--course", course.root)
    assert typed(*everything).returncode == 0
    settle_it = ("settle", several.name, "--course", course.root, "--student", "ana", "--note", "I asked")
    assert typed(*settle_it).returncode == 0
    hand_in("ana", convolve1d=f"from gc import get_objects\n{WRONG} + 1", conv2d=RAISES, flip_or_not="the second essay")
    assert typed(*everything, "--question", "conv2d").returncode == 0
    assert not work_of(course, several, "ana").needs_a_look, "nothing of it is graded anew"
    give_by_hand(course, several, "ana", "flip_or_not", 1.5)
    assert not work_of(course, several, "ana").waits
    assert typed(*everything).returncode == 0
    assert "the second essay" in course.autograded(several.name, "ana").read_text(encoding="utf-8")
    assert work_of(course, several, "ana").waits and work_of(course, several, "ana").needs_a_look


@pytest.mark.parametrize(("second", "waits"), [("the first essay", False), ("the second essay", True)])
def test_one_question_graded_again_asks_for_its_grade_by_hand_where_the_answer_is_another(
    hand_in, several, second, waits
):
    course = hand_in("ana", convolve1d=WRONG, flip_or_not="the first essay")
    everything = ("grade", several.name, "--course", course.root)
    typed(*everything)
    give_by_hand(course, several, "ana", "flip_or_not", 1.5)
    give_by_hand(course, several, "ana", "convolve1d", 1.0)
    hand_in("ana", convolve1d=RAISES, flip_or_not=second)
    typed(*everything, "--question", "flip_or_not")
    answers = {answer.question: answer for answer in work_of(course, several, "ana").answers}
    assert answers["flip_or_not"].outdated is waits and not answers["convolve1d"].outdated


def work_of(course, problem_set, student):
    return next(one for one in read_class(course, problem_set.name) if one.student == student)


def give_by_hand(course, problem_set, student, question, score):
    """What a person does in formgrader."""
    with course.gradebook() as book:
        stored = book.find_grade(question, problem_set.name, problem_set.name, student)
        stored.manual_score, stored.needs_manual_grade = score, False
        book.db.commit()


def answer_cells(problem_set):
    """By question: the position of the cell that is filled in."""
    return {one.name: one.answer for one in problem_set.graded}


def marks(course, problem_set):
    """By student and question: what the gradebook says."""
    with course.gradebook() as book:
        return {
            student: {grade.name: grade.score for grade in notebook.grades}
            for student in course.students_in_notes(problem_set.name)
            for notebook in book.find_submission(problem_set.name, student).notebooks
        }
