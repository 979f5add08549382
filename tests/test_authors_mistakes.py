"""What an author of questions gets wrong is one sentence that says where; and the guide's example works as it is."""

import copy
import dataclasses
import gc
import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import jupytext
import nbformat
import pytest

from autograder import answer_keys, audit, grade, judge, release
from autograder.answer_keys import Key, Reply, graded_question, in_short, with_key
from autograder.course import PROJECT
from autograder.errors import CourseError
from autograder.executors import local
from autograder.grade import Conditions, Submission, grade_submission, refuse_if_unready
from autograder.problem_set import ProblemSet, grade_id
from autograder.tidy import tidy
from course_utils import questions
from course_utils.questions import UnknownQuestion, find_question
from course_utils.questions.outcome import Outcome

PS2 = "ps2_shapes_and_parameters"
CHOICE, RIGHT = "choice_1", "choice_2"
SEED = 12345
CALLS_CONV2D = "def convolve2d(image, kernel, padding=0):\n    return conv2d(image, kernel, padding=padding)"


@pytest.fixture(scope="module")
def source():
    return ProblemSet.read(PROJECT / "source" / PS2 / f"{PS2}.ipynb")


@pytest.fixture(scope="module")
def two_choices(source) -> ProblemSet:
    """Two multiple choices, and nothing else of problem set 2."""
    notebook = copy.deepcopy(ProblemSet.read(PROJECT / "release" / PS2 / f"{PS2}.ipynb").notebook)
    kept = {CHOICE, f"{CHOICE}_answer", RIGHT, f"{RIGHT}_answer"}
    imports = notebook.cells[source.imports]
    notebook.cells = [cell for cell in notebook.cells if cell is imports or grade_id(cell) in kept]
    return ProblemSet.parse(PS2, nbformat.writes(notebook, version=4))


@pytest.fixture
def graded(two_choices, source):
    """``graded()`` grades the reference answers, or with ``answered=False`` nothing but what was given."""

    def graded(answered=True):
        grade._secret_cases.cache_clear()
        handed_in = source if answered else two_choices
        content = nbformat.writes(handed_in.notebook, version=4).encode()
        return grade_submission(two_choices, Submission("somebody", content), Conditions(SEED))

    yield graded
    grade._secret_cases.cache_clear()


@pytest.fixture
def changed(monkeypatch):
    """``changed(name, **of_the_question)`` makes an author's slip in one question."""

    def changed(name, **slips):
        def with_a_slip(asked, problem_set):
            question = graded_question(asked, problem_set)
            return dataclasses.replace(question, **slips) if asked == name else question

        monkeypatch.setattr(grade, "graded_question", with_a_slip)
        monkeypatch.setattr(judge, "graded_question", with_a_slip)
        grade._secret_cases.cache_clear()

    yield changed
    grade._secret_cases.cache_clear()


def raises(*_, **__):
    raise ZeroDivisionError("the secret letter is d")


def raising_when_judged(_rng):
    return [dataclasses.replace(find_question(CHOICE, PS2).public_cases()[0], property=raises)]


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        (raises, "ZeroDivisionError: the secret letter is d (tests/test_authors_mistakes.py:"),
        (raising_when_judged, "ZeroDivisionError: the secret letter is d (tests/test_authors_mistakes.py:"),
        (lambda _rng: None, "TypeError: 'NoneType' object is not iterable"),
        (lambda _rng: [], f"The cases of '{CHOICE}' in {PS2} are none"),
        (lambda _rng: [None], f"The cases of '{CHOICE}' in {PS2} are none"),
    ],
    ids=["cases raise", "property raises", "no list", "empty", "no cases"],
)
def test_a_slip_in_one_question_costs_no_other_its_points(graded, changed, slip, says):
    changed(CHOICE, cases=slip)
    result = graded()
    marks = {mark.question: mark for mark in result.marks}
    assert marks[RIGHT].outcome is Outcome.CORRECT and marks[RIGHT].score == marks[RIGHT].max_score
    assert marks[CHOICE].outcome is Outcome.UNGRADABLE and marks[CHOICE].score == 0
    [finding] = [one for one in result.repairs if one.kind == "finding"]
    assert finding.cell == CHOICE and says in finding.what and result.needs_a_person
    assert result.at_fault and "Traceback" in result.record["grader_error"]
    json.dumps(result.to_json())


def test_an_answer_that_calls_one_whose_question_is_at_fault_is_judged_by_itself(grade, changed):
    """Whether the other one is right, nobody knows."""
    changed("conv2d", cases=raises)
    marks = {mark.question: mark for mark in grade(convolve2d=CALLS_CONV2D).marks}
    assert marks["conv2d"].outcome is Outcome.UNGRADABLE
    assert marks["convolve2d"].outcome is Outcome.WRONG and marks["convolve2d"].mend_first == ""


def test_an_answer_that_calls_one_which_was_left_as_given_and_whose_question_is_at_fault_is_judged(
    grade, changed, short
):
    changed("conv2d", cases=raises)
    given = next(cell.source for cell in short.notebook.cells if grade_id(cell) == "conv2d_answer")
    calls_it = CALLS_CONV2D.replace("return", "try: return") + "\n    except NotImplementedError: return image"
    result = grade(conv2d=given, convolve2d=calls_it)
    marks = {mark.question: mark for mark in result.marks}
    assert marks["conv2d"].outcome is Outcome.NOT_ANSWERED and not result.at_fault
    assert marks["convolve2d"].outcome is not Outcome.UNGRADABLE and marks["convolve2d"].mend_first == ""


def test_students_are_not_told_what_an_authors_slip_raised(graded, changed):
    changed(CHOICE, cases=raises)
    result = graded()
    [mark] = [mark for mark in result.marks if mark.question == CHOICE]
    assert "not because of your answer" in mark.reason and "secret" not in mark.reason
    assert "secret letter" not in nbformat.writes(result.notebook)


def test_what_was_not_answered_is_not_answered_whatever_is_wrong_with_the_question(graded, changed):
    changed(CHOICE, cases=raises)
    result = graded(answered=False)
    assert {mark.outcome for mark in result.marks} == {Outcome.NOT_ANSWERED} and not result.at_fault


def test_an_oracle_that_raises_makes_only_its_own_question_ungradable(grade, short, monkeypatch):
    def broken(name, problem_set):
        question = graded_question(name, problem_set)
        return dataclasses.replace(question, oracle=raises) if name == "conv2d" else question

    monkeypatch.setattr(judge, "graded_question", broken)
    outcomes = {mark.question: mark.outcome for mark in grade().marks}
    assert outcomes.pop("conv2d") is Outcome.UNGRADABLE
    assert set(outcomes.values()) == {Outcome.CORRECT, Outcome.BY_HAND}


def test_a_picture_that_cannot_be_drawn_costs_nobody_points(grade, monkeypatch):
    monkeypatch.setattr("course_utils.checking.card.picture_of", raises)
    result = grade(conv2d="def conv2d(image, kernel, stride=1, padding=0):\n    return image * 17")  # nobody else's
    marks = {mark.question: mark for mark in result.marks}
    assert marks.pop("conv2d").outcome is Outcome.WRONG_TYPE_OR_SHAPE
    assert marks.pop("convolve2d").outcome is not Outcome.UNGRADABLE  # it is built on conv2d
    assert {mark.outcome for mark in marks.values()} == {Outcome.CORRECT, Outcome.BY_HAND}
    [finding] = [one for one in result.repairs if one.cell == "conv2d"]
    assert "ZeroDivisionError: the secret letter is d" in finding.what and result.needs_a_person
    page = nbformat.writes(result.notebook)
    assert "conv2d: 0" in page and "secret letter" not in page


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({}, "KEYS holds no Key to the multiple choice 'choice_1'"),
        ({CHOICE: Key("d", {})}, "must hold a reply to every wrong letter, and to no other: look at a, b, c, e"),
        ({CHOICE: "d"}, "KEYS holds no Key to the multiple choice 'choice_1'"),
    ],
    ids=["no key", "no replies", "a letter"],
)
def test_a_set_without_a_key_is_refused_before_anybody_is_graded(two_choices, monkeypatch, keys, says):
    graded_question.cache_clear()
    monkeypatch.setattr(answer_keys, "_secrets", lambda *_: keys)
    with pytest.raises(CourseError) as refused:
        refuse_if_unready(two_choices)
    assert str(refused.value).startswith(f"autograder/answer_keys/{PS2}.py") and says in str(refused.value)
    graded_question.cache_clear()


def test_a_reply_to_the_right_letter_is_refused():
    question = find_question(CHOICE, PS2)
    reply = Reply("any", "told", "hint", question.section)
    with pytest.raises(ValueError, match="look at d$"):
        with_key(question, Key("d", dict.fromkeys("abcde", reply)))
    with pytest.raises(ValueError, match="look at z$"):
        with_key(question, Key("z", dict.fromkeys("abcde", reply)))


@pytest.fixture
def written(tmp_path, monkeypatch):
    """``written(leaky_relu=…)``: the files of a problem set ps9_broken, beside the real ones."""
    package = tmp_path / "ps9_broken"

    def written(**files):
        package.mkdir()
        for name, text in {"__init__": "", **files}.items():
            (package / f"{name}.py").write_text(text)

    monkeypatch.setattr(questions, "__path__", [*questions.__path__, str(tmp_path)])
    for cached in (questions.problem_sets, questions.questions_of):
        cached.cache_clear()
    yield written
    for cached in (questions.problem_sets, questions.questions_of):
        cached.cache_clear()
    for name in [name for name in sys.modules if "ps9_broken" in name]:
        del sys.modules[name]


def test_what_cannot_be_imported_is_named_with_its_line_and_workers_bear_it(written, monkeypatch, tmp_path):
    monkeypatch.setattr(answer_keys, "PROJECT", tmp_path)
    written(__init__="from course_utils.questions.ps9_broken import leaky_relu", leaky_relu="x = 1\ndef oracle(:\n")
    with pytest.raises(CourseError, match=r"SyntaxError: .* \(ps9_broken/leaky_relu\.py:2\)"):
        graded_question("leaky_relu", "ps9_broken")
    monkeypatch.setattr(local.signal, "signal", lambda *_: None)
    monkeypatch.setattr(local.warm_process, "share", lambda *_, **__: None)
    local._get_ready("", True, ("ps9_broken", "{"))
    gc.unfreeze()


def test_a_question_that_is_not_listed_is_said_to_be_there(written, monkeypatch, tmp_path):
    written(__init__="QUESTIONS = ()")
    with pytest.raises(CourseError, match="There is no question named 'leaky_relu'. There is none in ps9_broken yet"):
        graded_question("leaky_relu", "ps9_broken")
    monkeypatch.setattr(answer_keys, "PROJECT", tmp_path)
    file = tmp_path / "course_utils" / "questions" / "ps9_broken" / "leaky_relu.py"
    file.parent.mkdir(parents=True)
    file.write_text("QUESTION = 1")
    with pytest.raises(CourseError, match=r"leaky_relu\.py is there, but QUESTIONS in .*/__init__\.py does not name"):
        graded_question("leaky_relu", "ps9_broken")


def test_a_set_without_any_questions_names_none():
    with pytest.raises(UnknownQuestion) as raised:
        find_question("zzz", "ps1_convolution")
    assert "There are: convolve1d" in str(raised.value)


def test_an_error_is_told_in_one_line_with_the_authors_line():
    try:
        raises()
    except ZeroDivisionError as error:
        assert re.fullmatch(
            r"ZeroDivisionError: the secret letter is d \(tests/test_authors_mistakes\.py:\d+\)", in_short(error)
        )
    assert in_short(ValueError("one\ntwo")) == "ValueError: one" and "\n" not in in_short(ValueError())


def changed_cell(problem_set, name, **changes):
    """The text of a problem set, with a cell that has another source or other settings."""
    notebook = copy.deepcopy(problem_set.notebook)
    cell = next(cell for cell in notebook.cells if grade_id(cell) == name)
    cell.source = changes.pop("source", cell.source)
    cell.metadata["nbgrader"].update(changes)
    for setting in [key for key, value in changes.items() if value is None]:
        del cell.metadata["nbgrader"][setting]
    return nbformat.writes(notebook, version=4)


SLIPS = [
    (RIGHT, {"source": 'check("choice_3", choice_2)'},
     "the check names 'choice_3', and its grade id is 'choice_2'"),
    (RIGHT, {"source": "assert True"},
     "the graded cell 'choice_2' has to be the one line check('choice_2', …)"),
    (RIGHT, {"points": None}, "the graded cell 'choice_2' lacks its points"),
    (f"{RIGHT}_answer", {"grade_id": "exercise_answer"},
     "the check 'choice_2' has no answer cell with the grade id 'choice_2_answer'; "
     "'exercise_answer' belongs to no check"),
    (RIGHT, {"grade": False}, "the answer cell 'choice_2_answer' belongs to no check"),
    (RIGHT, {"grade_id": CHOICE}, f"the grade id '{CHOICE}' is there twice (cells 3 and 5, counted from 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "changes", "says"), SLIPS, ids=[says[:40] for _, _, says in SLIPS])
def test_a_notebook_that_is_not_in_order_is_refused_in_a_sentence(two_choices, tmp_path, cell, changes, says):
    path = tmp_path / f"{PS2}.ipynb"
    path.write_text(changed_cell(two_choices, cell, **changes))
    with pytest.raises(CourseError) as refused:
        release.build(PS2, tmp_path / "release", source=tmp_path)
    assert str(refused.value).startswith(f"{path}: {says}") and not (tmp_path / "release").exists()


def test_a_check_of_no_question_is_refused_with_the_nearest_name(two_choices, tmp_path):
    text = nbformat.writes(two_choices.notebook, version=4).replace(RIGHT, "choice_3")
    path = tmp_path / f"{PS2}.ipynb"
    path.write_text(text)
    with pytest.raises(CourseError, match="There is no question named 'choice_3'. Did you mean 'choice_2'") as said:
        release.build(PS2, tmp_path / "release", source=tmp_path)
    assert str(said.value).startswith(f"{path}: ")


def test_what_nbgrader_refuses_is_its_first_error_and_no_traceback():
    said = (
        '[GenerateAssignmentApp | ERROR] Traceback (most recent call last):\n      File "v3.py", line 110\n'
        "    jsonschema.exceptions.ValidationError: Duplicate grade id: conv_output_size\n    \n"
        "    jsonschema.exceptions.ValidationError: Notebook failed to validate\n"
    )
    assert release._cause(said) == "ValidationError: Duplicate grade id: conv_output_size"
    assert release._cause("nothing to see\n") == "nothing to see"


def test_a_release_that_cannot_be_read_says_what_makes_another():
    with pytest.raises(CourseError, match=r"`make release`.*`nbgrader generate_assignment ps9 --force`"):
        ProblemSet.parse("ps9", "{")


def test_a_negative_seed_is_refused():
    with pytest.raises(CourseError, match="The seed -5 is negative"):
        Conditions(-5)


def test_the_audit_fails_where_a_question_has_too_few_right_answers_and_names_it():
    rows = partial(audit.Row, credit=1.0, outcome=Outcome.CORRECT, told_as="")
    names = ["ok_reference", "ok_loops", "ok_einsum", "ok_fft"]
    report = audit.Report("ps1_convolution", [rows("conv2d", name) for name in names])
    [failure] = report.failures
    assert failure.startswith("conv2d: 3 of at least 4 right answers") and "conv2d__ok_*.py" in failure
    report.rows.append(rows("conv2d", "ok_unfold"))
    assert not report.failures
    assert not audit.Report(PS2, [rows(CHOICE, "ok_reference"), rows(CHOICE, "ok_single_quotes")]).failures
    assert audit.Report(PS2, [rows(CHOICE, "ok_reference")]).failures


@pytest.mark.parametrize("wrong", ["def conv2d(:", "nothing_of_that_name()"])
def test_a_mutant_that_does_not_run_is_a_failure_of_the_audit_with_its_line(wrong):
    variant = audit.Variant("conv2d", "kernel_flipped", f"\n{wrong}")
    row, _ = audit._audit_one("ps1_convolution", 1, variant)
    assert row.problem.startswith("it can't be tried: ") and "(conv2d__kernel_flipped.py:2)" in row.problem


def test_the_audit_of_an_outdated_release_says_what_to_do(source):
    [one] = [one for one in source.graded if one.name == RIGHT]
    with pytest.raises(CourseError, match="make release"):
        audit._stub(one, ProblemSet.parse("empty", nbformat.writes(nbformat.v4.new_notebook(), version=4)))


# --- the guide ---

NOTEBOOK = "/tmp/ps9.py"
RIGHT_ANSWERS = {
    "maximum": "return torch.maximum(x, torch.zeros_like(x)) + slope * torch.minimum(x, torch.zeros_like(x))",
    "relu": "return x.relu() - slope * (-x).relu()",
    "clamp": "return x.clamp(min=0) + slope * x.clamp(max=0)",
    "mask": "return x * ((x > 0) + slope * (x <= 0))",
}
MUTANTS = {
    "leaky_relu__slope_on_both_sides": "def leaky_relu(x, slope=0.01):\n    return slope * x\n",
    "exercise_1__slope_forgotten": 'exercise_1 = "a"\n',
    "exercise_1__plain_relu": 'exercise_1 = "b"\n',
    "exercise_1__ok_single_quotes": "exercise_1 = 'c'\n",
    **{f"leaky_relu__ok_{how}": f"def leaky_relu(x, slope=0.01):\n    {line}\n" for how, line in RIGHT_ANSWERS.items()},
}
BUILD_AND_AUDIT = """
from autograder import cli, release
release.build("ps9_example", release.PROJECT / "release" / "ps9_example")
cli.main(lambda: cli.app(["audit", "ps9_example", "--seeds", "1", "--jobs", "1"]))
"""


def blocks_of_the_guide():
    """By file: the guide's blocks of Python. The file is named in a block's first line, or last before the block."""
    found, file = {}, None
    for text in re.split(r"^(```python\n.*?^```)$", (PROJECT / "source" / "README.md").read_text(), flags=re.M | re.S):
        if text.startswith("```python\n"):
            code = text.removeprefix("```python\n").removesuffix("```")
            named = re.match(r"# ([\w/]+\.py)\b", code)
            found.setdefault(named[1] if named else file, []).append(code)
        elif names := re.findall(r"`([\w/]+/ps9\w*(?:/\w+)?\.py)`", text):
            file = names[-1]
    return found


@pytest.fixture(scope="module")
def after_the_guide(tmp_path_factory):
    """A copy of the course with nothing but the guide's problem set, built and audited, and what was said."""
    root = tmp_path_factory.mktemp("guide")
    for package in ("autograder", "course_utils"):
        left_out = shutil.ignore_patterns("__pycache__", "ps[1-9]_*", "mutants", "unseen", "samples")
        shutil.copytree(PROJECT / package, root / package, ignore=left_out)
    shutil.copy(PROJECT / "nbgrader_config.py", root)
    blocks = blocks_of_the_guide()
    first, *more = blocks.pop(NOTEBOOK)
    for file, versions in blocks.items():
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(versions[-1])  # a later version has the multiple choice, too
    *cells, summary = re.split(r"(?=^# %%)", first, flags=re.M)
    notebook = jupytext.reads("".join([*cells, *(f"{one}\n" for one in more), summary]), fmt="py:percent")
    for folder, files in {
        f"autograder/mutants/{EXAMPLE}": {f"{name}.py": text for name, text in MUTANTS.items()},
        f"source/{EXAMPLE}": {f"{EXAMPLE}.ipynb": tidy(nbformat.writes(notebook, version=4))},
    }.items():
        (root / folder).mkdir(parents=True)
        for name, text in files.items():
            (root / folder / name).write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", BUILD_AND_AUDIT],
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True,
    )  # fmt: skip
    return root, done


EXAMPLE = "ps9_example"


def test_the_guides_example_works_as_it_stands(after_the_guide):
    _, done = after_the_guide
    assert done.returncode == 0, done.stdout + done.stderr
    told = " ".join(done.stdout.split())
    assert f"✓ {EXAMPLE}: 3 wrong answers caught and named, 7 right ones accepted" in told


def test_the_guides_notebook_has_the_headings_that_its_hints_link_to_and_no_solution_is_released(after_the_guide):
    root, _ = after_the_guide
    sections = (root / "course_utils" / "questions" / EXAMPLE / "sections.py").read_text()
    released = (root / "release" / EXAMPLE / f"{EXAMPLE}.ipynb").read_text()
    headings = re.findall(r'Section\("\w+", "(.+?)"\)', sections)
    assert headings and all(f"## {heading}" in released for heading in headings)
    assert "torch.where" not in released and "SOLUTION" not in released
    assert [one.name for one in ProblemSet.parse(EXAMPLE, released).graded] == ["leaky_relu", "exercise_1"]
    assert Path(root, "course_utils", "questions", EXAMPLE, "exercise_1.py").is_file()
