"""How the observer and what it stands on looked before the first cell: put back before evidence is taken.

A notebook shares its process with the observer, and Python lets it replace anything: ``torch.allclose``, our own
``observe``, IPython's ``run_cell``. What counts is what the answers return, so such replacements are undone, and named
to the grader.
"""

import builtins
import json
import sys
import threading
from collections.abc import Mapping
from itertools import repeat
from operator import is_
from types import FunctionType, ModuleType
from typing import Any

import torch
from IPython.core.interactiveshell import InteractiveShell

OWN = "course_utils"
# What observing an answer and encoding what it returned relies on.
LIBRARIES = (
    "torch", "torch.nn", "torch.nn.functional", "torch.autograd", "torch.utils._python_dispatch", "torch.overrides",
    "numpy", "math", "base64", "json", "json.encoder", "time", "os", "signal", "traceback", "threading", "contextlib",
)  # fmt: skip
SYSTEM = ("setprofile", "getprofile", "settrace", "gettrace")  # of the module sys
_ABSENT = object()
# A notebook may have other functions in the place of the built-in ones.
_ALL, _MAP, _VARS, _SETATTR = all, map, vars, setattr


class Pristine:
    """A record of attributes, made before the notebook runs, and the means to put them back."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        kernels = [shell.kernel] if hasattr(shell, "kernel") else []
        modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == OWN]
        classes = {value for module in modules for value in vars(module).values() if _is_own_class(value)}
        self._own = [
            *((module.__name__, module, _constant(module)) for module in modules),
            *((one.__qualname__, one, _settable(one)) for one in classes),
        ]
        self._libraries = [
            *((name, sys.modules[name], _settled(sys.modules[name])) for name in LIBRARIES),
            ("torch.Tensor", torch.Tensor, _settable(torch.Tensor)),
            ("sys", sys, {name: getattr(sys, name) for name in SYSTEM}),
        ]
        # What running any cell and sending what it shows relies on.
        self._ground = [
            *((name, sys.modules[name], _settled(sys.modules[name])) for name in ("json", "json.encoder")),
            *((one.__name__, one, _settable(one)) for one in (*type(shell).__mro__[:-1], json.JSONEncoder)),
            *((one.__name__, one, _settable(one)) for kernel in kernels for one in type(kernel).__mro__[:-1]),
            ("builtins", builtins, {name: value for name, value in vars(builtins).items() if name != "_"}),
        ]
        functions = {id(value): value for _, _, was in self._own for value in was.values()}.values()
        self._code = [
            (function, function.__code__, function.__defaults__, dict(function.__kwdefaults__ or {}))
            for function in functions
            if isinstance(function, FunctionType)
        ]
        self._transformers = transformers = shell.input_transformer_manager
        self._lists = [
            (transformers, name, list(getattr(transformers, name)))
            for name in ("cleanup_transforms", "line_transforms", "token_transformers")
        ]
        self._lists.append((shell, "input_transformers_post", list(shell.input_transformers_post)))
        self._callbacks = {event: list(callbacks) for event, callbacks in shell.events.callbacks.items()}
        parts = ("events", "compile", "displayhook", "display_pub", "_user_ns", "user_module", "custom_exceptions")
        self._parts = {name: vars(shell)[name] for name in parts}
        self._objects = [("", shell), *((f"{name}.", vars(shell)[name]) for name in parts[:4])]
        self._objects.append(("input_transformer_manager.", transformers))
        self._objects += [("kernel.", kernel) for kernel in kernels]
        self.restore_shell()  # a kernel has put a method of its own in front of its class's

    def restore_observer(self) -> list[str]:
        """Put back what is ours; the names of what had been replaced."""
        sys.settrace(None)
        sys.setprofile(None)
        replaced = _put_back(self._own)
        for function, code, defaults, keywords in self._code:
            same_keywords = _has_keywords(function, keywords)
            if function.__code__ is not code or function.__defaults__ is not defaults or not same_keywords:
                function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, dict(keywords)
                replaced.append(f"{function.__module__}.{function.__qualname__}")
        return replaced

    def restore(self) -> list[str]:
        """Put everything back: ours, the libraries' and IPython's; the names of what had been replaced."""
        threading.settrace(None)
        threading.setprofile(None)
        return [*self.restore_observer(), *_put_back(self._libraries), *self.restore_shell()]

    def restore_shell(self) -> list[str]:
        """Let no cell change how the next ones are run: IPython's own methods, input transformers, callbacks."""
        shell = self._shell
        changed = [*_put_back(self._ground), *_take_away(self._ground)]
        vars(shell).update(self._parts)
        replaced = []
        if shell.input_transformer_manager is not self._transformers:
            shell.input_transformer_manager = self._transformers
            replaced.append("input_transformer_manager")
        for where, one in self._objects:
            # Of this very object, put in front of the method of its class.
            for name in [name for name in vars(one) if callable(getattr(type(one), name, None))]:
                delattr(one, name)
                replaced.append(f"{where}{name}")
        for owner, name, transforms in self._lists:
            if getattr(owner, name) != transforms:
                setattr(owner, name, list(transforms))
                replaced.append(name)
        if shell.ast_transformers:
            shell.ast_transformers = []
            replaced.append("ast_transformers")
        shell.events.callbacks.update({event: list(callbacks) for event, callbacks in self._callbacks.items()})
        return [*changed, *(f"get_ipython().{name}" for name in replaced)]


def _has_keywords(function: FunctionType, were: dict[str, Any]) -> bool:
    now = function.__kwdefaults__
    if now is None:
        return not were
    return type(now) is dict and now.keys() == were.keys() and _holds(now, were)


def _holds(now: Mapping[str, Any], was: Mapping[str, Any]) -> bool:
    """Whether everything in ``was`` is still the very same. Without a loop in Python: it is asked after every case."""
    return _ALL(_MAP(is_, _MAP(now.get, was, repeat(_ABSENT)), was.values()))


def _put_back(places: list[tuple[str, Any, dict[str, Any]]]) -> list[str]:
    replaced = []
    for where, place, was in places:
        now = _VARS(place)
        if _holds(now, was):
            continue
        for name, value in was.items():
            if now.get(name, _ABSENT) is not value:
                _SETATTR(place, name, value)
                replaced.append(f"{where}.{name}")
    return replaced


def _take_away(places: list[tuple[str, Any, dict[str, Any]]]) -> list[str]:
    """Remove functions that were added to classes: they may stand in front of inherited ones."""
    added = []
    for where, place, was in places:
        if isinstance(place, type):
            for name in [name for name in vars(place).keys() - was.keys() if callable(vars(place)[name])]:
                delattr(place, name)
                added.append(f"{where}.{name}")
    return added


def _is_own_class(value: Any) -> bool:
    return isinstance(value, type) and value.__module__.partition(".")[0] == OWN


def _constant(module: ModuleType) -> dict[str, Any]:
    """All of a module of ours but the one name that is set anew before each check: where its evidence goes."""
    return {name: value for name, value in vars(module).items() if name != "_collect"}


def _settable(one: type) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name not in ("__dict__", "__weakref__", "__doc__")}


def _settled(module: ModuleType) -> dict[str, Any]:
    """A library's attributes that do not change by themselves: functions, classes, modules."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("__") and (callable(value) or isinstance(value, ModuleType))
    }
