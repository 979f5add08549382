"""Every hostile submission gets what its solutions deserve, and the next one is graded as if it had not been there."""

import json

import nbformat
import pytest

from . import (
    broken_json,
    cells,
    evidence,
    heavy_outputs,
    heavy_sources,
    hidden_operations,
    late,
    libraries,
    memory,
    metadata,
    objects,
    outputs,
    peeking,
    private_names,
    processes,
    resources,
    shell,
    sleights,
    the_course,
    unread_texts,
)  # fmt: skip
from .conftest import ESSAY, content_of
from .submission import FULL

pytestmark = pytest.mark.hostile
GROUPS = (metadata, shell, libraries, evidence, objects, sleights, peeking, processes, resources, broken_json, cells,
          private_names, outputs, the_course, memory, late, heavy_sources, heavy_outputs, unread_texts,
          hidden_operations)  # fmt: skip
# After these, a right submission is graded: the attack must not reach what the next one runs in.
REACH_OTHERS = (evidence, processes, resources)


def corpus():
    for group in GROUPS:
        name = group.__name__.rpartition(".")[2]
        for hostile in group.SUBMISSIONS:
            yield pytest.param(group, hostile, id=f"{name}: {hostile}")


def scores(result):
    return {mark.question: mark.score for mark in result.marks}


@pytest.fixture(scope="module")
def course_to_find(tmp_path_factory):
    """A course folder on this machine, with all that somebody may look for."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("gradebook.db", "grades.csv", ".autograder/ps1_convolution/journal.jsonl", "submitted/ana/notes.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("to be found by nobody")
    return folder


@pytest.mark.usefixtures("course_to_find")
@pytest.mark.parametrize(("group", "hostile"), corpus())
def test_it_gets_what_its_solutions_deserve(submit, right, group, hostile):
    result = submit(content_of(hostile, right), **hostile.limits)
    essay = {ESSAY: None if hostile.essay else 0.0}
    assert scores(result) == {**FULL, **hostile.earns, **essay}, [
        (mark.question, str(mark.outcome), mark.reason) for mark in result.marks
    ]
    for mark in result.marks:
        assert mark.outcome in hostile.may_become(mark.question), (mark.question, mark.reason)
    if hostile.flagged is not None:
        assert result.needs_a_person is hostile.flagged, result.repairs
    # What is left of it can be stored and shown.
    nbformat.validate(result.notebook)
    nbformat.writes(result.notebook, version=4).encode()
    json.dumps(result.to_json(), allow_nan=False).encode()
    if group in REACH_OTHERS:
        assert scores(submit(right.encode())) == {**FULL, ESSAY: None}


def test_the_right_submission_has_full_marks_and_needs_nobody(submit, right):
    result = submit(right.encode())
    assert scores(result) == {**FULL, ESSAY: None} and result.repairs == ()


def test_the_corpus_is_large_and_says_what_each_one_is_for():
    everything = [hostile for group in GROUPS for hostile in group.SUBMISSIONS]
    assert len({hostile.name for hostile in everything}) == len(everything) >= 60
    assert all(hostile.why and {*hostile.earns} <= {*FULL} for hostile in everything)
    # What must become of each question is said: of one that loses points by its name.
    assert all(hostile.lost <= {*hostile.outcomes} <= {*FULL, ESSAY} for hostile in everything)
