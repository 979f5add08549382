"""Random evidence, as a process that is not to be trusted might send it: refused, or judged and shown."""

import base64
import json
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.checking.card import html_card, text_card
from course_utils.checking.evidence import DTYPES, EvidenceError, Observation
from course_utils.checking.verdict import judge
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps1_convolution import QUESTIONS

pytestmark = pytest.mark.hostile
PROBLEM_SET = "ps1_convolution"
NAMES = [question.name for question in QUESTIONS]
CASES = {name: find_question(name, PROBLEM_SET).public_cases() for name in NAMES}

numbers = st.one_of(
    st.none(), st.integers(), st.floats(), st.sampled_from([10**400, -(10**400), "nan", "inf", True, "", [], {}])
)
texts = st.text(max_size=20) | st.sampled_from(["<script>alert(1)</script>", "\ud800", "\0", "x" * 10_000])


@st.composite
def tensors(draw):
    dtype = draw(st.sampled_from(sorted(DTYPES)))
    shape = draw(st.lists(st.integers(0, 7), max_size=5))
    size = np.dtype("float32" if dtype == "bfloat16" else dtype).itemsize * math.prod(shape)
    raw = draw(st.binary(min_size=1, max_size=16)) * size
    return {"kind": "tensor", "dtype": dtype, "shape": shape, "bytes": base64.b64encode(raw[:size]).decode()}


leaves = st.one_of(
    tensors(),
    numbers.map(lambda value: {"kind": "number", "value": value}),
    texts.map(lambda value: {"kind": "text", "value": value}),
    st.builds(lambda name, shape: {"kind": "opaque", "type": name, "shape": shape, "why": name}, texts, numbers),
)
keys = st.sampled_from(["blur", "sharpen", "edge", "sobel_x", "sobel_y", "other"]).map(
    lambda key: {"kind": "text", "value": key}
)
values = st.one_of(
    leaves,
    st.lists(leaves, max_size=3).map(lambda items: {"kind": "list", "items": items}),
    st.lists(st.tuples(keys | leaves, leaves), max_size=6).map(lambda items: {"kind": "dict", "items": items}),
)
errors = st.none() | st.fixed_dictionaries(
    {"type_name": texts, "message": texts, "line_number": numbers, "line": texts}
)
observations = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["returned", "returned", "raised", "timed out"]),
        "value": values,
        "error": errors,
        "operations": st.dictionaries(st.sampled_from(["aten.add", "aten.convolution"]) | texts, numbers, max_size=3),
        "calls": st.lists(texts, max_size=3),
        "mutated": st.lists(numbers, max_size=3),
        "gradient": st.none() | texts,
        **dict.fromkeys(
            ("operations_smaller", "lines", "lines_smaller", "seconds", "reference_seconds"),
            numbers | st.integers(0, 9),
        ),
    }
)
plausible = observations.map(lambda seen: {**seen, "operations": {}, "calls": [], "mutated": [], "status": "returned"})


@settings(max_examples=600, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(NAMES), sent=st.lists(observations | plausible, min_size=1, max_size=3))
def test_whatever_is_sent_is_judged_and_shown(name, sent):
    question, cases = find_question(name, PROBLEM_SET), CASES[name]
    seen = []
    for one in sent:
        try:
            seen.append(Observation.from_json(json.loads(json.dumps(one))))
        except EvidenceError:
            seen.append(None)
    # The same few observations for all cases, so that each kind of case meets each of them.
    verdict = judge(question, cases, [seen[index % len(seen)] for index in range(len(cases))])
    assert all(isinstance(case.outcome, Outcome) for case in verdict.cases) and 0 <= verdict.credit <= 1
    if verdict.outcome is not Outcome.CORRECT:
        assert "<script" not in html_card(verdict, name)
        text_card(verdict, name)
