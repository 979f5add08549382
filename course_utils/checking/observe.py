"""Call an answer on a case and write down what it did."""

import builtins
import difflib
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from time import perf_counter
from typing import Any

import torch
from torch import nn

from course_utils.checking.again import CalledAgain, copies
from course_utils.checking.evidence import ErrorNote, Observation, decode, encode
from course_utils.checking.inside import modules_of
from course_utils.checking.kept_settings import kept_settings
from course_utils.checking.operations import OperationRecorder, course_function
from course_utils.checking.whose_code import LIBRARIES
from course_utils.questions.question import Aspect, Case, Question

TIMING_RUNS = 7
TIMING_BUDGET_SECONDS = 2.0
# A ratio this many times over its limit after so many runs is no busy machine's doing.
HOPELESS = 5.0
HOPELESS_RUNS = 3


class CaseTimeout(BaseException):
    """Raised inside an answer that runs over its time; not an ``Exception``, so that ``except Exception`` misses it."""


def observe(
    question: Question,
    case: Case,
    answer: Any,
    seconds_limit: float | None = None,
    put_back: Callable[[], None] = lambda: None,
) -> Observation:
    """Call ``answer`` on ``case`` and return what it did. Whatever the answer raises is part of the observation.

    With ``seconds_limit`` (main thread only) a call that uses more CPU time is stopped and observed as "timed out", and
    so is one that is interrupted. Without, an interrupt is the student's own and goes through, and a case that isn't
    ``watched`` is not recorded.

    put_back: called whenever the answer has run, before anything relies on what it may have replaced.
    """
    if question.takes == "value":
        return Observation("returned", value=decode(encode(answer)))
    counting = bool(question.forbidden.operations) or case.aspect is Aspect.NO_PIXEL_LOOP
    recorder = OperationRecorder(counting, question.forbidden)
    if handed_in := course_function(answer):
        recorder.calls.add(handed_in)
    if question.probe is not None:
        answer = partial(question.probe, _looked_into(answer, recorder))
    args = copies(case.args)
    recorded = recorder if case.watched or seconds_limit is not None else nullcontext()
    try:
        with kept_settings(), _time_limit(seconds_limit):
            with recorded:
                # At once: what the answer has left behind, or calls later, could fill in what it has returned already.
                value = encode(answer(*args, **case.options))
            put_back()
            value = decode(value)
            extra = {}
            if case.aspect in (Aspect.NO_PIXEL_LOOP, Aspect.SPEED):
                again = CalledAgain(question, case, answer, value, recorder if recorded is recorder else None)
                extra = _further(question, case, again)
                put_back()
                value = decode(encode(again.value))
            if question.gradient and case.aspect is Aspect.VALUES:
                extra["gradient"] = _gradient(question, case, answer)
                put_back()
    except (CaseTimeout, KeyboardInterrupt) as stop:
        put_back()
        if isinstance(stop, KeyboardInterrupt) and seconds_limit is None:
            raise
        return Observation("timed out", operations=recorder.operations, calls=tuple(sorted(recorder.calls)))
    except (Exception, SystemExit) as error:
        put_back()
        return Observation(
            "raised",
            error=note_error(error),
            operations=recorder.operations,
            calls=tuple(sorted(recorder.calls)),
            mutated=_changed(args, case.args),
        )
    return Observation(
        "returned",
        value=value,
        operations=recorder.operations,
        calls=tuple(sorted(recorder.calls)),
        mutated=_changed(args, case.args),
        **extra,
    )


def _looked_into(answer: Callable[..., Any], recorder: OperationRecorder) -> Callable[..., Any]:
    """The answer, with what the course has made of a network that it returns noted as if it had been called."""

    def made(*args: Any, **options: Any) -> Any:
        recorder.give(*args, *options.values())
        value = answer(*args, **options)
        if isinstance(value, nn.Module):
            recorder.calls |= set(filter(None, map(course_function, modules_of(value))))
        return value

    return made if callable(answer) and not isinstance(answer, nn.Module) else answer


def note_error(error: BaseException) -> ErrorNote:
    """The error's type, message and the last line of it that is the student's own code."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith(LIBRARIES)]
    return ErrorNote(
        type(error).__name__,
        f"{message_of(error)[:500]}{_did_you_mean(error)}",
        own[-1].lineno if own else None,
        (own[-1].line or "") if own else "",
    )


def message_of(error: BaseException) -> str:
    """What the error says. Its class may be the student's own, and unable to say anything."""
    try:
        return str(error)
    except Exception:
        return "its message can't be shown"


def _did_you_mean(error: BaseException) -> str:
    """For a misspelled name, the nearest one there is at that place."""
    if not isinstance(error, NameError) or not error.name or error.__traceback__ is None:
        return ""
    frame = list(traceback.walk_tb(error.__traceback__))[-1][0]
    known = [name for name in (*frame.f_code.co_varnames, *frame.f_code.co_freevars, *frame.f_globals, *dir(builtins))
             if isinstance(name, str) and not name.startswith("_") and name != error.name]  # fmt: skip
    near = difflib.get_close_matches(str(error.name)[:100], known, n=1)
    return f" (did you mean `{near[0]:.100}`?)" if near else ""


def _changed(args: tuple[Any, ...], originals: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(
        position
        for position, (now, before) in enumerate(zip(args, originals, strict=True))
        if isinstance(before, torch.Tensor) and not (now.shape == before.shape and torch.equal(now, before))
    )


def _further(question: Question, case: Case, again: CalledAgain) -> dict[str, Any]:
    if case.aspect is Aspect.NO_PIXEL_LOOP:
        operations, lines = again.operations_on_smaller(), []
        for smaller in (False, True):
            with again.drawn(smaller), again.watched():
                lines.append(_own_lines(again))
        return {"operations_smaller": operations.total(), "lines": lines[0], "lines_smaller": lines[1]}
    with _one_thread():
        mine, theirs = best_times(again, again.call_oracle, enough=question.slower, around=again.timed)
    return {"seconds": mine, "reference_seconds": theirs}


def _own_lines(function: Callable[[], Any]) -> int:
    """How many lines of the student's own code run: a loop in NumPy or over lists shows here, in PyTorch or not."""
    lines = 0

    def trace(frame: Any, event: str, _arg: Any) -> Any:
        nonlocal lines
        if event == "call" and frame.f_code.co_filename.startswith(LIBRARIES):
            return None
        lines += event == "line"
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(previous)
    return lines


@contextmanager
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def best_times(
    first: Callable[[], Any],
    second: Callable[[], Any],
    enough: float = float("inf"),
    around: Callable[[int], AbstractContextManager] = nullcontext,
) -> tuple[float, float]:
    """The shortest of several runs of each, in seconds, taken in turn so that a busy machine slows both alike.

    Stops after ``TIMING_RUNS`` pairs, or as soon as ``TIMING_BUDGET_SECONDS`` are used up.

    enough: the ratio that is good enough: while it is missed, the runs go on; when it is missed by far, they end.
    around: makes the context of each pair, of its number, from 0 on: what is done there is not timed.
    """

    def seconds(function: Callable[[], Any]) -> float:
        began = clock()
        function()
        return clock() - began

    clock = perf_counter  # the answer has other clocks in reach
    best_first = best_second = float("inf")
    started = clock()
    runs = 0
    # A machine may be busy for longer than a few runs take: whoever seems too slow gets all the time there is.
    while runs < TIMING_RUNS or best_first > enough * best_second:
        with around(runs):
            best_first = min(best_first, seconds(first))
            best_second = min(best_second, seconds(second))
        runs += 1
        hopeless = runs >= HOPELESS_RUNS and best_first > HOPELESS * enough * best_second
        if hopeless or clock() - started > TIMING_BUDGET_SECONDS:
            break
    return best_first, best_second


def _gradient(question: Question, case: Case, answer: Callable) -> str:
    """ "" if a backward pass reaches the inputs with the oracle's gradient, else what is amiss, in one sentence."""

    def gradients(function: Callable) -> list[torch.Tensor]:
        inputs = [arg.clone().requires_grad_() if isinstance(arg, torch.Tensor) else arg for arg in case.args]
        function(*inputs, **case.options).square().sum().backward()
        return [arg.grad for arg in inputs if isinstance(arg, torch.Tensor)]

    try:
        mine = gradients(answer)
    except Exception as error:
        return f"no gradient flows back through your answer ({type(error).__name__}: {str(error)[:120]})"
    for got, expected in zip(mine, gradients(question.oracle), strict=True):
        if got is None or not torch.allclose(got, expected, atol=1e-2, rtol=1e-2):
            return "the gradient that flows back through your answer is not that of the right answer"
    return ""


@contextmanager
def _time_limit(seconds: float | None) -> Iterator[None]:
    can_be_stopped = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if seconds is None or not can_be_stopped:
        yield
        return

    def stop(_signal: int, _frame: Any) -> None:
        raise CaseTimeout

    # CPU time, not wall time: nobody fails because the machine is busy. Whoever waits meets the cell's own limit.
    previous = signal.signal(signal.SIGPROF, stop)
    # It repeats, in case an answer's own `except:` swallows the first.
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
