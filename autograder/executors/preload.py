"""What every worker needs, imported and made once by the process that all of them are forked from."""

import gc

import torch

from autograder.grade import render_release
from course_utils.checking.card import html_card
from course_utils.checking.evidence import Observation
from course_utils.checking.verdict import judge
from course_utils.questions.question import Case, Question, Section

# Templates are compiled, and what colours code is imported, when the first page is made.
_CODE = '{"cell_type": "code", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": null, "id": "one"}'
render_release("short", f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": [{_CODE}]}}')
# Fonts and colours are read when the first wrong answer is drawn.
_asked = Question("short", "", Section("", ""), lambda rng: [], oracle=lambda image: image)
html_card(judge(_asked, [Case("", (torch.zeros(1, 1),))], [Observation("returned", torch.ones(1, 1))]))
gc.freeze()  # what is there now stays: no worker's garbage collector has to look at it
