"""What students get to read of a graded problem set names no seed of its secret cases: whoever has it can make them."""

import copy
import json
import random
import re

import nbformat
import pytest
from without_teaching import without_teaching

from autograder.course import PROJECT
from autograder.exports.results_json import results_json
from autograder.feedback_pages import render
from autograder.grade import Conditions, Submission, _secret_cases, expected_scores, grade_submission
from autograder.release import source_names
from autograder.sample_class import answer, answers

SEED = 90_210
LARGE = 9_999  # a larger whole number among a case's arguments is a seed: sizes and classes are small
PICTURE = re.compile(r"data:image/[^\"]*")


@pytest.mark.parametrize("name", source_names())
def test_no_seed_of_a_secret_case_is_on_a_page_or_in_a_results_json(name):
    release = without_teaching(PROJECT / "release" / name / f"{name}.ipynb")
    rng, notebook = random.Random(name), copy.deepcopy(release.notebook)
    for question, known in sorted(answers(name).items()):
        answer(notebook, question, rng.choice([one for one in known if not one.is_right]).source)
    submission = Submission("somebody", nbformat.writes(notebook, version=4).encode())
    result = grade_submission(release, submission, Conditions(SEED))
    as_json = json.dumps(results_json(result))
    page = PICTURE.sub("", render(name, "somebody", result.notebook, expected_scores(result)))
    assert "First failing case" in page and "First failing case" in as_json
    cases, _ = _secret_cases(release.name, release.checked, SEED)
    seeds = {SEED, *(one for some in cases.values() for case in some for one in numbers(case))}
    told = {text for text in (page, as_json) for one in seeds if re.search(rf"(?<![\d.]){one}(?!\d)", text)}
    assert told == set(), [
        line for text in told for line in text.splitlines() if any(str(one) in line for one in seeds)
    ]


def numbers(case):
    """The large whole numbers among a case's arguments, also inside lists and dictionaries."""
    found = [*case.args, *case.options.values()]
    for one in found:  # grows while it is walked through
        if isinstance(one, dict | list | tuple):
            found += one.values() if isinstance(one, dict) else one
    return {one for one in found if type(one) is int and abs(one) > LARGE}
