"""Which operations ran while an answer computed: PyTorch's own, and calls into other libraries and the course's own."""

import re
import sys
from collections import Counter
from collections.abc import Collection
from fnmatch import translate
from functools import cache, lru_cache, partial
from types import FrameType, FunctionType, MethodType
from typing import Any

from torch import nn
from torch._tensor_str import _str
from torch.utils._python_dispatch import TorchDispatchMode
from tqdm import tqdm

from course_utils.checking.dispatched import DispatchedOperators
from course_utils.checking.inside import modules_of
from course_utils.checking.out_of_sight import BLINDED, OUT_OF_SIGHT, is_harmless, starts, still_running
from course_utils.questions.question import Forbidden

# Told where an answer has ended the profile of the operators below.
BLINDED_BELOW = "torch.autograd.profiler"
NOTHING = Forbidden()
MANY = 1_000  # operations, after which there has to be room for more
PRINTING = _str.__code__
UNRECORDED = frozenset({"_disable_current_modes", "disable_proxy_modes_tracing"})
UNRECORDED_IN = frozenset({"torch.utils._python_dispatch", "torch.fx.experimental.proxy_tensor"})
COURSE = "course_utils"
# Of the course, what asks, tries and runs answers, and what every answer may use: no question asks to write it.
NOT_ASKED_FOR = frozenset({"checking", "questions", "runner", "data", "plotting", "profile"})
WATCHED_LIBRARIES = frozenset(
    {"numpy", "scipy", "skimage", "cv2", "torchvision", "kornia", "PIL", "jax", "tensorflow", "statistics", COURSE}
)
# Through these a call only passes: whoever uses a context manager or a decorated function has called it.
PASSED_THROUGH = frozenset({"contextlib", "functools", "torch.utils._contextlib"})
_GETPROFILE, _SETPROFILE = sys.getprofile, sys.setprofile  # an answer may have others in their place


class OperationRecorder(TorchDispatchMode):
    """A context in which every aten operation and every call into a numeric library is noted.

    operations: a Counter of names such as ``aten.convolution``: what ran, however it was spelled (``F.conv2d``,
        ``nn.Conv2d`` and ``torch.conv2d`` all end there).
    calls: names such as ``scipy.signal.convolve2d`` and ``numpy.convolve``, of calls from outside the library, or from
        anywhere where the very name is forbidden; ``course_utils.training.evaluate``, where it is not the course itself
        that calls; ``aten::convolution``, where an operator is forbidden and ran where ``operations`` know nothing of
        it; and what leads out of sight: :data:`OUT_OF_SIGHT`, where the answer starts a thread or a process or has one
        that runs.
    counting: False leaves operations out where nobody asks for them: each takes longer to count than to run.
    forbidden: what the answer may not use.
    """

    def __init__(self, counting: bool = True, forbidden: Forbidden = NOTHING) -> None:
        super().__init__()
        self._counting, self._forbidden = counting, forbidden
        self._by_name = frozenset(forbidden.calls)
        self._given: set[type[nn.Module]] = set()
        self._below = DispatchedOperators()
        self._printed = False
        self._profiler = self._note_call
        self.calls: set[str] = set()
        # What runs at every call and every operation of an answer has to be short: names are made at the end.
        self._ran: Counter[str] = Counter()
        self._since = 0  # operations

    @property
    def operations(self) -> Counter[str]:
        named: Counter[str] = Counter()
        for overload, times in self._ran.items():  # such as aten::add.Tensor
            named[overload.partition(".")[0].replace("::", ".")] += times
        return named

    def give(self, *values: Any) -> None:
        """The answer is given these: it may call the networks among them, and what is like them."""
        for network in values:
            if isinstance(network, nn.Module):
                self._given |= set(map(type, modules_of(network)))

    def another(self) -> "OperationRecorder":
        """One for another call of the same answer."""
        recorder = OperationRecorder(self._counting, self._forbidden)
        recorder._given = self._given
        return recorder

    def include(self, other: "OperationRecorder") -> None:
        """Note the calls of another recorder, and of its operations those that have not run here, with their counts."""
        self.calls |= other.calls
        self._ran |= {name: times for name, times in other._ran.items() if name not in self._ran}

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        # True makes PyTorch wrap what follows, for the sake of torch.compile, in four more calls at every operation.
        return False

    def __torch_dispatch__(self, func: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        self._ran[func.__qualname__] += 1
        self._since += 1
        if self._since == MANY:
            self._since = 0
            self._below.make_room()
        return func(*args, **kwargs) if kwargs else func(*args)

    def __enter__(self) -> "OperationRecorder":
        self._had_started = len(starts())
        self.calls |= still_running()
        # Its thread, which looks after all bars, is none of the answer's.
        self._tqdm_looks_after, tqdm.monitor_interval = tqdm.monitor_interval, 0
        if self._counting:
            super().__enter__()
            self._below.__enter__()
        self._previous_profiler = _GETPROFILE()
        _SETPROFILE(self._profiler)
        return self

    def __exit__(self, *exc: Any) -> None:
        if _GETPROFILE() is not self._profiler:
            self.calls.add(BLINDED)
        # A profiler written in C can be replaced, but not be put back.
        _SETPROFILE(self._previous_profiler if callable(self._previous_profiler) else None)
        if self._counting:
            self._below.__exit__(*exc)
            super().__exit__(*exc)
            self.calls |= self._ran_below()
        tqdm.monitor_interval = self._tqdm_looks_after
        self.calls |= set(starts()[self._had_started :])

    def _ran_below(self) -> set[str]:
        """Forbidden operators that ran, where none is among the operations; and whether somebody hid them."""
        patterns = self._forbidden.operations
        if self._printed:  # a tensor: what that takes is none of the answer's
            patterns = tuple(pattern for pattern in patterns if pattern != "*")
        forbidden = any_of(patterns).match
        hidden = {BLINDED_BELOW} if self._below.switched_off else set()
        if any(map(forbidden, self.operations)):
            return hidden
        return hidden | {name for name in self._below.names if forbidden(name.replace("::", "."))}

    def _note_call(self, frame: FrameType, event: str, arg: Any) -> None:
        if event == "c_call":
            if arg in OUT_OF_SIGHT:
                if frame.f_globals is not globals() and not is_harmless(frame):
                    self.calls.add(OUT_OF_SIGHT[arg])
                return
            module = arg.__module__  # of NumPy's functions, say, which are written in C; methods have none
            if type(module) is str and _is_watched(module):
                self._note_library(frame, module.partition(".")[0], _public_name(module, arg.__name__))
            return
        if event != "call":
            return
        # Where an audit hook listens, it is told of every code that is read and every id: most calls end before that.
        module = frame.f_globals.get("__name__") or ""
        if module in UNRECORDED_IN and frame.f_code.co_name in UNRECORDED:
            if _to_print(frame):
                self._printed = True
            else:
                self.calls.add(f"torch.{frame.f_code.co_name}")
        if not _is_watched(module) or frame.f_code.co_name == "<module>":
            return
        code, library = frame.f_code, module.partition(".")[0]
        if library == COURSE:
            caller = _behind(frame.f_back, PASSED_THROUGH)
            if _library_of(caller) == "torch":
                # It calls the `forward` of networks that answers are given. What else it calls, such as a DataLoader's
                # function, it was given by somebody behind it.
                given = code.co_name == "forward" and type(frame.f_locals.get("self")) in self._given
                caller = None if given else _behind(caller, PASSED_THROUGH, "torch")
            if caller is not None and _library_of(caller) != COURSE:
                self.calls.add(_name_in_course(module, code.co_qualname))
        else:
            self._note_library(frame.f_back, library, _public_name(module, code.co_qualname))

    def _note_library(self, caller: FrameType | None, library: str, name: str) -> None:
        # A library calls what it is handed, as np.vectorize does, and of its own what answers may not.
        if name in self._by_name or _library_of(caller) != library:
            self.calls.add(name)


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One regular expression for what any of these matches, such as ``aten.*conv*``."""
    return re.compile("|".join(map(translate, patterns)) if patterns else "(?!)")


def course_function(answer: Any) -> str:
    """The name of the course's own function or class that an answer is, or is made from; "" for any other answer."""
    seen: list[Any] = []
    while all(answer is not one for one in seen):  # a function may be said to wrap itself
        seen.append(answer)
        if type(answer) is partial:
            answer = answer.func
        elif type(answer) is MethodType:
            answer = answer.__func__
        elif type(answer) is FunctionType:
            answer = answer.__dict__.get("__wrapped__", answer)
    if type(answer) is FunctionType:
        origins = [(answer.__globals__.get("__name__"), answer.__qualname__)]
    else:
        classes = type.mro(answer) if isinstance(answer, type) else type(answer).__mro__
        origins = [(one.__dict__.get("__module__"), one.__qualname__) for one in classes]
    return next(
        (
            _name_in_course(module, name)
            for module, name in origins
            if isinstance(module, str) and module.partition(".")[0] == COURSE and _is_watched(module)
        ),
        "",
    )


@lru_cache(maxsize=4096)
def _is_watched(module: str) -> bool:
    library, _, inside = module.partition(".")
    return library in WATCHED_LIBRARIES and not (library == COURSE and inside.partition(".")[0] in NOT_ASKED_FOR)


def _module_of(frame: FrameType | None) -> str:
    return frame and frame.f_globals.get("__name__") or ""


def _library_of(frame: FrameType | None) -> str:
    return _module_of(frame).partition(".")[0]


def _behind(caller: FrameType | None, modules: Collection[str], library: str | None = None) -> FrameType | None:
    """Who is behind a call that passes through these modules, or through any of a library."""
    while caller is not None and (_module_of(caller) in modules or (library and _library_of(caller) == library)):
        caller = caller.f_back
    return caller


def _name_in_course(module: str, function: str) -> str:
    """``course_utils.models.cifar`` and ``CifarCNN.__init__`` give ``course_utils.models.CifarCNN``."""
    return ".".join([*module.split(".")[:2], function.partition(".")[0]])


def _to_print(frame: FrameType) -> bool:
    """Whether a context was entered by PyTorch to print a tensor: whoever debugs with ``print`` does nothing amiss."""
    entering = frame.f_back
    return entering is not None and entering.f_back is not None and entering.f_back.f_code is PRINTING


@lru_cache(maxsize=4096)
def _public_name(module: str, function: str) -> str:
    """``scipy.signal._signaltools`` and ``convolve2d`` give ``scipy.signal.convolve2d``."""
    public = []
    for part in module.split("."):
        if part.startswith("_"):
            break
        public.append(part)
    return ".".join([*public, function])
