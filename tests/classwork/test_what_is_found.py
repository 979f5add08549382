"""What lies in submitted/: nobody is lost without a word, and of several files the right one is graded."""

import contextlib
import copy
import ctypes
import itertools
import json
import os
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from here import SEED
from in_this_process import InThisProcess
from typed import typed as typed_command

from autograder.classwork import Classwork
from autograder.course import PROJECT, Course
from autograder.errors import CourseError
from autograder.grade import Conditions, Result, grade_packed, pack, unpack
from autograder.problem_set import ProblemSet
from autograder.realign import realign
from autograder.sample_class import answer
from autograder.submissions import read_submission

PS, OTHER = "ps2_shapes_and_parameters", "ps3_first_cnn"
NAMES = sorted(path.stem for path in (PROJECT / "release").glob("*/*.ipynb"))
MINE = "def conv2d(image, kernel, stride=1, padding=0):\n    return image"
ANSWERS = {
    "convolve1d": "def convolve1d(x, w, stride=1, padding=0):\n    return x",
    "conv2d": MINE,
    "flip_or_not": "No.",
}


def put(root: Path, *places: str | bytes) -> Course:
    """A course with something at each of these places below submitted/; a folder where its name ends with a stroke."""
    for place in places:
        path = root / "submitted" / os.fsdecode(place)
        if os.fsdecode(place).endswith("/"):
            path.mkdir(parents=True)
            path /= "work.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return Course.at(root)


def graded(course: Course, problem_set: ProblemSet) -> dict[str, Result]:
    work = Classwork(course, problem_set, course.submissions(problem_set.name), Conditions(SEED))
    return {one.result.student: one.result for one in work.grade(InThisProcess())}


def notebook(problem_set: ProblemSet, **answers: str) -> bytes:
    filled = copy.deepcopy(problem_set.notebook)
    for question, source in answers.items():
        answer(filled, question, source)
    return nbformat.writes(filled, version=4).encode()


# --- in a wrong place ------------------------------------------------------------------------------------------------


def test_what_lies_in_a_wrong_place_is_listed_and_never_guessed(tmp_path):
    course = put(
        tmp_path, f"good/{PS}/", f"flat/{PS}.ipynb", "lisa.ipynb", "upper/PS2_shapes_and_parameters/", "short/ps2/",
        f".dot/{PS}/", "loose/homework.ipynb", f"twice/twice/{PS}/", "blanks/ps2 shapes and parameters (1)/",
        f"packed/{PS}.zip", f"{PS.upper()}/mona/",
    )  # fmt: skip
    assert list(course.submissions(PS)) == ["good"]
    assert course.out_of_place(PS) == [
        f".dot/{PS}/", f"{PS.upper()}/", "blanks/ps2 shapes and parameters (1)/", f"flat/{PS}.ipynb", "lisa.ipynb",
        "loose/homework.ipynb", f"packed/{PS}.zip", "short/ps2/", f"twice/twice/{PS}/",
        "upper/PS2_shapes_and_parameters/",
    ]  # fmt: skip


def test_whoever_has_handed_in_other_things_alone_is_not_listed(tmp_path):
    course = put(
        tmp_path, f"good/{PS}/", "good/ps2/", f"ana/{OTHER}/", f"ana/{OTHER}.ipynb", "ben/exam_of_may/",
        "cleo/notes/a.txt", f"dan/.ipynb_checkpoints/{PS}.ipynb", "README.md", "timestamp.txt", ".cache/x/",
        f"{OTHER}.ipynb", f"{PS}.zip", f"{OTHER}/eve/", "._lisa.ipynb",
    )  # fmt: skip
    assert course.out_of_place(PS) == []


def test_a_problem_set_of_the_course_s_own_is_known_by_its_release(tmp_path):
    course = put(tmp_path, "ana/light/", "ana/lights/")
    (tmp_path / "release" / "lights").mkdir(parents=True)
    (tmp_path / "release" / "lights" / "lights.ipynb").write_text("{}")
    put(tmp_path, "ben/lights/")
    assert course.out_of_place("light") == []


def test_where_everybody_is_in_a_wrong_place_the_error_names_some(tmp_path):
    course = put(tmp_path, *(f"student{number}/ps2/" for number in range(8)))
    with pytest.raises(CourseError, match=r"there are student0/ps2/, .*, student4/ps2/ and 3 more\."):
        course.submissions(PS)


# --- names -----------------------------------------------------------------------------------------------------------


def test_a_name_that_cannot_be_stored_is_listed_and_all_others_are_graded(hand_in, several, tmp_path):
    longest = "x" * 250
    hand_in("ana", conv2d=MINE)
    course = hand_in(longest, conv2d=MINE)
    put(tmp_path, f"{'y' * 251}/{several.name}/", f"{'ü' * 126}/{several.name}/")
    put(tmp_path, b"b\xe4d\x1b/" + several.name.encode() + b"/")
    assert set(graded(course, several)) == {"ana", longest}
    listed = course.out_of_place(several.name)
    assert len(listed) == 3 and all("can't be stored: rename the folder" in one for one in listed)
    assert listed[0].startswith(f"b\\xe4d\\x1b/{several.name}/ (") and all(one.encode() for one in listed)


def test_a_name_that_only_sqlite_takes_is_listed_where_the_gradebook_is_another(tmp_path):
    course = put(tmp_path, f"{'x' * 129}/{PS}/", f"{'y' * 128}/{PS}/")
    assert len(course.submissions(PS)) == 2
    elsewhere = tmp_path / "elsewhere"
    put(elsewhere, f"{'x' * 129}/{PS}/", f"{'y' * 128}/{PS}/")
    (elsewhere / "nbgrader_config.py").write_text("get_config().CourseDirectory.db_url = 'postgresql://host/grades'\n")
    assert list(Course.at(elsewhere).submissions(PS)) == ["y" * 128] and len(Course.at(elsewhere).out_of_place(PS)) == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["Müller López", " Müller López "])
def test_a_student_is_found_by_a_name_that_looks_the_same(tmp_path, form, typed):
    name = unicodedata.normalize(form, "Müller López")
    course = put(tmp_path, f"{name}/{PS}/", f"ana/{PS}/")
    for as_typed in ("NFC", "NFD"):
        assert list(course.submissions(PS, unicodedata.normalize(as_typed, typed))) == [name]
    with pytest.raises(CourseError, match="no submission of 'Muller López'"):
        course.submissions(PS, "Muller López")


def test_names_that_look_the_same_are_told(hand_in, several):
    """They may well be one student's: who decides that is a person."""
    for student in ("ana", "ana ", "ben", *(unicodedata.normalize(form, "chloé") for form in ("NFC", "NFD"))):
        course = hand_in(student)
    done = typed_command("grade", several.name, "--course", course.root, "--no-feedback")
    assert done.returncode == 0 and done.told.count("look the same") == 2
    assert "The names 'ana' and 'ana ' look the same and are taken for 2 students" in done.told
    assert r"The names 'chloe\u0301' and 'chlo\xe9' look the same" in done.told


def test_a_name_as_it_is_goes_before_one_that_looks_the_same(tmp_path):
    names = [unicodedata.normalize(form, "é") for form in ("NFC", "NFD")]
    course = put(tmp_path, *(f"{name}/{PS}/" for name in names))
    assert [list(course.submissions(PS, name)) for name in names] == [[name] for name in names]


# --- what can't be read ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def bound_by_permissions() -> Iterator[None]:
    """As a user whom permissions bind, also where the tests are root's: without those of root's powers that go past."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, before = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0:
        assert libc.capget(header, before) == 0
        without = (ctypes.c_uint32 * 6)(*before)
        without[0] &= ~(1 << 1 | 1 << 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, of those in effect
        assert libc.capset(header, without) == 0
    try:
        yield
    finally:
        if os.geteuid() == 0:
            assert libc.capset(header, before) == 0


@pytest.mark.parametrize("closed", ["{student}", "{student}/{ps}", "{student}/{ps}/{ps}.ipynb"])
def test_what_permissions_close_has_an_outcome_and_stops_nobody(hand_in, several, tmp_path, closed):
    hand_in("ana", **ANSWERS)
    course = hand_in("ben", **ANSWERS)
    place = tmp_path / "submitted" / closed.format(student="ana", ps=several.name)
    (tmp_path / "submitted" / "ana" / several.name / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC")
    place.chmod(0)
    try:
        with bound_by_permissions():
            if os.access(place, os.R_OK, effective_ids=True):
                pytest.skip("permissions bind nobody here")
            results = graded(course, several)
            assert course.out_of_place(several.name) == []
    finally:
        place.chmod(0o700)
    assert {str(mark.outcome) for mark in results["ana"].marks} == {"ungradable"} and results["ana"].needs_a_person
    assert "can't be read: Permission denied" in results["ana"].repairs[0].what
    assert not results["ben"].needs_a_person and "ungradable" not in {
        str(mark.outcome) for mark in results["ben"].marks
    }
    page = course.feedback(several.name, "ana").read_text(encoding="utf-8")
    assert "Permission denied" in page and "In your file" not in page


# --- several notebooks -----------------------------------------------------------------------------------------------


@pytest.fixture
def read(several, tmp_path):
    """``read({"a.ipynb": b"…"})``: the submission in a folder with these files."""

    def read(files: dict[str, bytes]):
        folder = tmp_path / several.name
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return read_submission(folder, "ana", several)

    return read


def test_an_answered_copy_wins_over_an_untouched_notebook_of_the_right_name(several, read):
    stub, filled, name = notebook(several), notebook(several, **ANSWERS), several.name
    found = read({f"{name}.ipynb": stub, f"{name} (1).ipynb": filled})
    assert found.content == filled
    (told,) = found.repairs
    assert told.what == f"of 2 notebooks {name} (1).ipynb was taken, with 3 answers; left: {name}.ipynb with 0"
    assert not told.doubtful, "nobody needs to look where only one has answers"


def test_the_most_answers_win_over_the_most_similar_name(several, read):
    filled = notebook(several, **ANSWERS)
    found = read({f"{several.name}_final.ipynb": filled, f"{several.name} (1).ipynb": notebook(several)})
    assert found.content == filled and not found.repairs[0].doubtful


def test_a_person_is_asked_where_several_hold_other_answers(several, read):
    fewer, more = notebook(several, conv2d=MINE), notebook(several, **{**ANSWERS, "flip_or_not": "Yes."})
    found = read({f"{several.name}.ipynb": fewer, "a.ipynb": more, "b.ipynb": b"no notebook"})
    assert found.content == more and found.repairs[0].doubtful
    assert "a.ipynb was taken, with 3" in found.repairs[0].what
    assert f"{several.name}.ipynb with 1, b.ipynb with 0" in found.repairs[0].what


def test_of_equals_the_right_name_wins_and_after_it_the_most_similar(several, read, tmp_path):
    one, other = notebook(several, conv2d=MINE), notebook(several, conv2d=f"# mine\n{MINE}")
    found = read({f"{several.name}.ipynb": one, f"{several.name} (1).ipynb": other})
    assert found.content == one and found.repairs[0].doubtful
    (tmp_path / several.name / f"{several.name}.ipynb").rename(tmp_path / several.name / "a.ipynb")
    again = read_submission(tmp_path / several.name, "ana", several)
    assert again.content == other and again.repairs[0].doubtful


def test_copies_with_the_same_answers_are_no_matter(several, read):
    filled = notebook(several, **ANSWERS)
    found = read({f"{several.name}.ipynb": filled, "copy.ipynb": filled + b"\n", f"._{several.name}.ipynb": b"\0"})
    assert found.content == filled and not found.repairs


def test_of_very_many_notebooks_not_all_are_read_and_a_person_is_told(several, read):
    found = read({f"{number:02}.ipynb": notebook(several) for number in range(12)})
    assert found.repairs[0].doubtful and found.repairs[0].what.endswith("and 6 more")


# --- of another problem set, or no notebook --------------------------------------------------------------------------


def release(name: str) -> ProblemSet:
    return ProblemSet.read(PROJECT / "release" / name / f"{name}.ipynb")


def answered(name: str) -> dict:
    return json.loads((PROJECT / "source" / name / f"{name}.ipynb").read_text(encoding="utf-8"))


@pytest.mark.parametrize("bare", [False, True], ids=["whole", "without metadata"])
@pytest.mark.parametrize(("asked", "given"), itertools.permutations(NAMES, 2))
def test_another_problem_set_s_notebook_is_told_in_one_sentence(asked, given, bare):
    plain = answered(given)
    for cell in plain["cells"] if bare else ():
        cell["metadata"] = {}
    found = realign(release(asked), json.dumps(plain).encode())
    assert [one.what for one in found.repairs] == [f"this looks like {given}: no cell of {asked} is in it"]
    assert found.unreadable and found.repairs[0].doubtful and not any(found.answered.values())
    assert found.notebook == release(asked).notebook


@pytest.mark.parametrize("name", NAMES)
def test_its_own_notebook_is_never_taken_for_another_s(name):
    plain, problem_set = answered(name), release(name)
    stripped = copy.deepcopy(plain)
    for cell in stripped["cells"]:
        cell["metadata"] = {}
        del cell["id"]
    few = {**plain, "cells": plain["cells"][:6]}
    emptied = {**plain, "cells": [cell for cell in plain["cells"] if "solution" not in str(cell["metadata"])]}
    for one in (plain, stripped, few, emptied, {**plain, "cells": []}):
        assert not realign(problem_set, json.dumps(one).encode()).unreadable


def test_a_notebook_of_one_s_own_is_graded_where_it_has_an_answer_and_told_where_it_has_none(problem_set):
    own = {
        "cells": [{"cell_type": "code", "metadata": {}, "source": MINE}, {"cell_type": "markdown", "source": "Hello"}]
    }
    assert realign(problem_set, json.dumps(own).encode()).answered["conv2d_answer"]
    own["cells"] = [{"cell_type": "code", "metadata": {}, "source": "print('my holidays')"}]
    (told,) = realign(problem_set, json.dumps(own).encode()).repairs
    assert told.what == "this is another notebook: no cell of ps1_convolution is in it" and told.doubtful


def test_the_page_of_another_problem_set_s_notebook_says_so_once_and_of_nothing_that_it_was_put_right(several, read):
    submission = read({f"{OTHER}.ipynb": json.dumps(answered(OTHER)).encode()})
    _, _, page = unpack(grade_packed(pack(several, submission, Conditions(SEED), page=True)))
    told = f"this looks like {OTHER}: no cell of {several.name} is in it"
    assert page.decode().count(told) == 1 and "In your file" not in page.decode() and "is missing" not in page.decode()


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.ipynb", "{}")


@pytest.mark.parametrize(
    ("name", "kind", "write"),
    [
        ("{ps}.zip", "a zip archive", _zip),
        ("homework.ZIP", "a zip archive", _zip),
        ("{ps}.py", "a Python script", lambda path: path.write_text(MINE)),
        ("{ps}.html", "a web page", lambda path: path.write_bytes(b"<html>\xeb")),
    ],
)
def test_what_is_no_notebook_is_told_with_what_to_do_and_nothing_is_said_to_be_put_right(
    several, tmp_path, name, kind, write
):
    folder = tmp_path / several.name
    folder.mkdir()
    write(folder / (name := name.format(ps=several.name)))
    submission = read_submission(folder, "ana", several)
    wanted = f"you handed in {kind} ({name}), and a notebook is wanted: hand in the .ipynb"
    assert [one.what for one in submission.repairs] == [wanted] and submission.repairs[0].doubtful
    assert realign(several, submission.content, submission.repairs).repairs == (), "it is said once"
    _, _, page = unpack(grade_packed(pack(several, submission, Conditions(SEED), page=True)))
    assert wanted in page.decode() and "In your file" not in page.decode() and "codec" not in page.decode()


def test_a_notebook_with_a_lost_ending_wins_over_a_script_beside_it(several, read):
    filled = notebook(several, **ANSWERS)
    found = read({f"{several.name}.ipynb.txt": filled, f"{several.name}.py": b"x = 1"})
    assert found.content == filled and found.repairs[0].what == f"the file was named {several.name}.ipynb.txt"


def test_a_notebook_whose_name_says_that_it_is_a_script_is_one(several, read):
    filled = notebook(several, **ANSWERS)
    assert read({f"{several.name}.py": filled}).repairs[0].what == f"the file was named {several.name}.py"


@pytest.mark.parametrize("content", [b"PK\x03\x04\xeb", b"\xeb\xff not text"])
def test_no_codec_is_spoken_of_to_a_student(problem_set, content):
    assert "codec" not in realign(problem_set, content).unreadable
