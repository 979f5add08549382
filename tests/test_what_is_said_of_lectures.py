"""What problem sets and hints say of a lecture holds: the section is there, and so is the code that they quote."""

import ast
import keyword
import re
from functools import cache

import nbformat
import pytest

from autograder.course import PROJECT
from course_utils.questions import all_questions

LECTURES = {path.name[1]: path for path in (PROJECT / "notebooks").glob("0*.ipynb")}
PROBLEM_SETS = sorted((PROJECT / "release").glob("*/*.ipynb"))

LECTURE = r"\b(?:[Tt]he lecture|[Ll]ecture (?P<number>\d))\b"
CODE = r"`(?P<code>[^`]+)`"
QUOTED = (re.compile(rf"{LECTURE}[^.`|]*(?<!\bno ){CODE}"), re.compile(rf"{CODE},? (?:as )?(?:of|from|in) {LECTURE}"))
SECTION = re.compile(r"\b[Ll]ecture (?P<number>\d)\b[^.;:`]{0,40}?\bsection (?P<section>\d+)")
FOLLOWS = re.compile(r",? \(?section (?P<section>\d+)")
ENDS_WITH = re.compile(r"`(?P<name>\w+)`[^`]* ends with `(?P<code>[^`]+)`")


@cache
def sections(number: str) -> dict[str, str]:
    """The code of a lecture by the numbers of its sections; what comes before the first is section 0."""
    code, current = {"0": ""}, "0"
    for cell in nbformat.read(LECTURES[number], as_version=4).cells:
        if cell.cell_type == "code":
            code[current] += f"{cell.source}\n"
            continue
        for heading in re.findall(r"^## (?:(\d+)\. )?", cell.source, re.M):
            current = heading or "0"
            code.setdefault(current, "")
    return code


def in_code(quoted: str, code: str) -> bool:
    """Whether the code holds what is quoted: a name that it uses, or a whole expression or line."""
    name, spelled = quoted.removesuffix("()"), ast.unparse(ast.parse(quoted))
    for node in ast.walk(ast.parse(code)):
        if name in {getattr(node, part, None) for part in ("name", "id", "attr", "arg", "asname")}:
            return True
        if isinstance(node, ast.expr | ast.stmt) and ast.unparse(node) == spelled:
            return True
    return False


def functions(code: str, name: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef) and node.name == name]


def wrong(text: str, own: str) -> list[str]:
    """What a text says of lectures and doesn't hold; "the lecture" is the one with the number ``own``."""
    text, found = " ".join(text.split()), []
    for said in SECTION.finditer(text):
        if said["section"] not in sections(said["number"]):
            found.append(f"lecture {said['number']} has no section {said['section']}")
    for said in (said for pattern in QUOTED for said in pattern.finditer(text)):
        if said["code"].endswith(".ipynb") or keyword.iskeyword(said["code"]):
            continue
        code, number = sections(said["number"] or own), said["number"] or own
        place = FOLLOWS.match(text, said.end())
        if not in_code(said["code"], code.get(place["section"], "") if place else "".join(code.values())):
            found.append(f"`{said['code']}` is not in lecture {number}{place[0] if place else ''}")
        ending = ENDS_WITH.match(text, said.start("code") - 1)
        for function in functions("".join(code.values()), said["code"]) if ending else ():
            if last_line(function) != ending["code"]:
                found.append(f"`{said['code']}` of lecture {number} does not end with `{ending['code']}`")
    return found


def last_line(function: ast.FunctionDef) -> str:
    """Of what a function does, before it returns something."""
    return ast.unparse([line for line in function.body if not isinstance(line, ast.Return)][-1])


@pytest.mark.parametrize("path", PROBLEM_SETS, ids=lambda path: path.stem)
def test_what_a_problem_set_says_of_lectures_holds(path):
    cells = nbformat.read(path, as_version=4).cells
    assert [one for cell in cells if cell.cell_type == "markdown" for one in wrong(cell.source, path.stem[2])] == []


@pytest.mark.parametrize("question", all_questions(), ids=lambda question: f"{question.asked_in}-{question.name}")
def test_what_a_hint_says_of_lectures_holds(question):
    texts = [text for known in question.misconceptions for text in (known.told, known.hint, known.stronger)]
    assert [one for text in texts for one in wrong(text, question.asked_in[2])] == []


@pytest.mark.parametrize("path", LECTURES.values(), ids=lambda path: path.stem)
def test_sections_of_lectures_that_a_lecture_names_are_there(path):
    text = " ".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    named = [(said["number"], said["section"]) for said in SECTION.finditer(" ".join(text.split()))]
    assert [(number, section) for number, section in named if section not in sections(number)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The lecture's first `evaluate` ends with `model.train()`.", "does not end with `model.train()`"),
        ("`evaluate` in lecture 3, section 5, ends with `model.train()`.", "does not end with `model.train()`"),
        ("`published_loss` in lecture 3, section 6, ends with `model.train()`.", "is not in lecture 3, section 6"),
        ("The lecture binds it\nwith `partial(keep, name)`.", "`partial(keep, name)` is not in lecture 3"),
        ("As lecture 2 counted in section 19.", "lecture 2 has no section 19"),
    ],
)
def test_what_does_not_hold_is_found(text, said):
    assert any(said in one for one in wrong(text, "3")), wrong(text, "3")


def test_what_holds_is_left_alone():
    said = "`published_loss` in lecture 3, section 5, ends with `model.train()`. Lecture 6 has `grad_cam`."
    assert wrong(said, "3") == []
