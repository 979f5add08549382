"""What every worker needs, imported and made once by the process that all of them are forked from."""

import gc

from PIL import Image

import autograder.grade  # noqa: F401
from autograder.feedback_pages import render
from autograder.grade import Conditions, Submission, crashed, expected_scores
from autograder.problem_set import ProblemSet

# Templates are compiled, and what colours code is imported, when the first page is made.
_CODE = '{"cell_type": "code", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": null, "id": "one"}'
_short = ProblemSet.parse("short", f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": [{_CODE}]}}')
_result = crashed(_short, Submission("nobody", None), Conditions(0))
render(_short.name, _result.student, _result.notebook, expected_scores(_result))
Image.preinit()  # the formats that it can write
gc.freeze()  # what is there now stays: no worker's garbage collector has to look at it
