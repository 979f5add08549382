"""What every worker needs, imported and made once by the process that all of them are forked from."""

import gc

import autograder.grade  # noqa: F401
from autograder.feedback_pages import render
from autograder.grade import Conditions, Submission, crashed, expected_scores
from autograder.problem_set import ProblemSet
from course_utils.checking.card import html_card
from course_utils.checking.evidence import Observation
from course_utils.checking.verdict import judge
from course_utils.questions import find_question

# Templates are compiled, and what colours code is imported, when the first page is made.
_CODE = '{"cell_type": "code", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": null, "id": "one"}'
_short = ProblemSet.parse("short", f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": [{_CODE}]}}')
_result = crashed(_short, Submission("nobody", None), Conditions(0))
render(_short.name, _result.student, _result.notebook, expected_scores(_result))
# So is what draws the pictures of a wrong answer: here the image itself, in place of its convolution.
_question = find_question("conv2d", "ps1_convolution")
_cases = _question.public_cases()
html_card(judge(_question, _cases, [Observation("returned", value=case.args[0]) for case in _cases]))
gc.freeze()  # what is there now stays: no worker's garbage collector has to look at it
