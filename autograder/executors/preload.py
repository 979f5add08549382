"""What every worker needs, imported and made once by the process that all of them are forked from."""

import gc

import autograder.grade  # noqa: F401
from autograder.feedback_pages import render
from autograder.grade import Conditions, Submission, crashed, expected_scores
from autograder.problem_set import ProblemSet

# Templates are compiled when the first page is made.
_nothing = ProblemSet.parse("nothing", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}')
_result = crashed(_nothing, Submission("nobody", None), Conditions(0))
render(_nothing.name, _result.student, _result.notebook, expected_scores(_result))
gc.freeze()  # what is there now stays: no worker's garbage collector has to look at it
