"""A mistake is told only where it is likely to be the answer's: a wrong name misleads more than none."""

import pytest

from course_utils.checking.card import text_card
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.questions.question import Case, Misconception, Question, Section

SECTION = Section("ps9_example", "1. An example")


def rounded_up(n):
    return (n + 1) // 2


def diagnosed(answer, sizes):
    """The name under which an answer to "half of n, rounded down" is told, if any."""
    question = Question(
        name="half",
        title="Half",
        section=SECTION,
        cases=lambda rng: [Case(f"half of {n}", (n,)) for n in sizes],
        oracle=lambda n: n // 2,
        misconceptions=(Misconception("rounded_up", "You round up.", "Try 3.", SECTION, oracles=(rounded_up,)),),
    )
    cases = question.public_cases()
    verdict = judge(question, cases, [observe(question, case, answer) for case in cases])
    return verdict.diagnosis and verdict.diagnosis.misconception.name


def test_who_makes_the_mistake_is_told_it():
    assert diagnosed(rounded_up, [1, 2, 3, 4]) == "rounded_up"


def one_more(n):
    return n // 2 + 1


def raises_for_even(n):
    return rounded_up(n) if n % 2 else [][n]


@pytest.mark.parametrize("answer", [one_more, raises_for_even])
def test_an_oracle_that_foretells_what_is_right_where_the_answer_fails_is_contradicted(answer):
    assert diagnosed(answer, [1, 3, 5, 2]) == "rounded_up"
    assert diagnosed(answer, [1, 2, 4, 6]) is None


def test_an_oracle_that_foretells_something_wrong_where_the_answer_passes_is_contradicted():
    assert diagnosed(lambda n: n // 2 + (n == 1), [1, 3, 5]) is None


def test_a_second_mistake_does_not_hide_the_first():
    assert diagnosed(lambda n: rounded_up(n) if n < 9 else "many", [1, 3, 9, 11, 13]) == "rounded_up"
    assert diagnosed(lambda n: rounded_up(n) if n < 2 else "many", [1, 3, 5, 7, 9, 11]) is None


def recognised(answer, sizes):
    """The verdict on an answer to "half of n, rounded down" where only a trace gives the mistake away."""
    question = Question(
        name="half",
        title="Half",
        section=SECTION,
        cases=lambda rng: [Case(f"half of {n}", (n,)) for n in sizes],
        oracle=lambda n: n // 2,
        misconceptions=(
            Misconception("no_number", "It is a text.", "Print it.", SECTION, recognise=lambda _, s: s.value == "text"),
        ),
    )
    cases = question.public_cases()
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def test_a_trace_in_a_small_part_of_what_fails_tells_nothing():
    assert recognised(lambda n: "text" if n > 3 else -1, [1, 3, 5, 7]).diagnosis
    assert recognised(lambda n: "text" if n > 5 else -1, [1, 3, 5, 7]).diagnosis is None


def test_a_trace_in_the_first_case_that_fails_is_enough():
    assert recognised(lambda n: "text" if n == 1 else -1, [1, 3, 5, 7]).diagnosis


def test_the_case_that_is_shown_is_one_that_the_diagnosis_explains():
    verdict = recognised(lambda n: "text" if n > 1 else -1, [1, 3, 5])
    assert verdict.shown.case.name == "half of 3" and "text" in verdict.reason == verdict.shown.reason
    assert "First case that shows it, half of 3" in text_card(verdict)
    assert "First failing case, half of 1" in text_card(recognised(lambda n: -1, [1, 3]))
