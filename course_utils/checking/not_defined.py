"""A check that is run before its answer: Python breaks off before the check begins, so IPython is asked to tell."""

import re
import traceback
from typing import Any

from course_utils.checking.verdict import QuestionVerdict
from course_utils.questions import UnknownQuestion, find_question
from course_utils.questions.outcome import Outcome

# `check("conv2d", conv2d)`: the name of the question, and what is handed in.
_CHECK = re.compile(r"""\bcheck\(\s*["'](?P<question>\w+)["']\s*,(?P<answer>.*)""")


def tell_of_what_is_not_defined(shell: Any, problem_set: str | None) -> None:
    """From now on, a check cell whose answer has no value yet shows a card. It still fails with a NameError."""

    def tell(
        shell: Any, etype: type[BaseException], error: NameError, trace: Any, tb_offset: int | None = None
    ) -> None:
        missing = _answer_not_defined(error, trace)
        if missing:
            _show_card(*missing, problem_set)
            said = f"{error.name} is not defined yet: run the answer cell above first."
            error.args = (said,)
            error._render_traceback_ = lambda: [f"NameError: {said}"]
        shell.showtraceback((etype, error, trace), tb_offset=tb_offset, running_compiled_code=True)

    if not shell.custom_exceptions:  # else someone has a handler of their own
        shell.set_custom_exc((NameError,), tell)


def _answer_not_defined(error: NameError, trace: Any) -> tuple[str, str] | None:
    """The question and the name that its check cell lacks; None for any other NameError."""
    place = traceback.extract_tb(trace)[-1]
    call = _CHECK.search(place.line or "")
    if place.name != "<module>" or call is None or not re.search(rf"\b{error.name}\b", call["answer"]):
        return None
    return call["question"], error.name


def _show_card(name: str, missing: str, problem_set: str | None) -> None:
    from course_utils.checking.check import show_verdict

    try:
        question = find_question(name, problem_set)
    except UnknownQuestion:
        return
    reason = (
        f"`{missing}` is not defined yet: run the answer cell above first, then this cell again. After a restart of "
        "the kernel, everything has to be run again from the top."
    )
    show_verdict(QuestionVerdict(question, (), Outcome.NOT_ANSWERED, reason), heading=f"{name}: not defined yet")
