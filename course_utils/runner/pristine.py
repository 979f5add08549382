"""How the observer and what it stands on looked before the first cell: put back before evidence is taken.

A notebook shares its process with the observer, and Python lets it replace anything: ``torch.allclose``, our own
``observe``, IPython's ``run_cell``. What counts is what the answers return, so such replacements are undone, and named
to the grader. What ordinary cells change, too, is undone and not named: callbacks, which ``%autoreload`` registers, a
way to show errors, flags from ``__future__``, and what traces and profiles, of which the audit hook tells.
"""

import __future__

import builtins
import json
import sys
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from operator import attrgetter, is_
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import torch
from IPython.core.interactiveshell import InteractiveShell

from course_utils.checking.dispatched import end_profile
from course_utils.questions.question import Question
from course_utils.runner.monitoring import end_monitoring

OWN = "course_utils"
# What observing an answer and encoding what it returned relies on.
LIBRARIES = (
    "torch", "torch.nn", "torch.nn.functional", "torch.autograd", "torch.utils._python_dispatch", "torch.overrides",
    "numpy", "math", "base64", "json", "json.encoder", "time", "os", "signal", "traceback", "threading", "contextlib",
)  # fmt: skip
SETTINGS = frozenset({"Storage"})  # torch.Storage goes by the default dtype
SYSTEM = ("setprofile", "getprofile", "settrace", "gettrace", "modules")  # of the module sys
# Of what a cell imports from __future__, Jupyter hands this on to later cells. Other grammars, no grader could read.
HANDED_ON = __future__.annotations.compiler_flag
IN_CELLS = frozenset({"_", "exit", "input", "quit"})  # of the built-in names, what Jupyter changes while a cell runs
_ABSENT = object()
# A notebook may have other functions in the place of the built-in ones.
_ALL, _MAP, _VARS, _SETATTR, _IS, _CHAIN, _REPEAT = all, map, vars, setattr, is_, chain.from_iterable, repeat


class Pristine:
    """A record of attributes, made before the notebook runs, and the means to put them back."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        kernels = [shell.kernel] if hasattr(shell, "kernel") else []
        modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == OWN]
        classes = {value for module in modules for value in vars(module).values() if _is_own_class(value)}
        own = [
            *(Place(module.__name__, module, _constant(module)) for module in modules),
            *(Place(one.__qualname__, one, _settable(one)) for one in classes),
        ]
        self._own = Attributes(own)
        self._modules, names = sys.modules, [*(module.__name__ for module in modules), *LIBRARIES]
        self._modules_were = {name: sys.modules[name] for name in names}
        self._modules_contents = _Contents([self._modules], [self._modules_were])
        values = [value for place in own for value in place.was.values()]
        values += [part for value in values if isinstance(value, Question) for part in vars(value).values()]
        self._functions = Functions({id(value): value for value in values}.values())
        self._libraries = Attributes(
            [
                *(Place(name, sys.modules[name], _settled(sys.modules[name])) for name in LIBRARIES),
                Place("torch.Tensor", torch.Tensor, _settable(torch.Tensor)),
                Place("sys", sys, {name: getattr(sys, name) for name in SYSTEM}),
            ]
        )
        # What running any cell and sending what it shows relies on.
        self._ground = Attributes(
            [
                *(Place(name, sys.modules[name], _settled(sys.modules[name])) for name in ("json", "json.encoder")),
                *(Place(one.__name__, one, _settable(one)) for one in (*type(shell).__mro__[:-1], json.JSONEncoder)),
                *(Place(one.__name__, one, _settable(one)) for kernel in kernels for one in type(kernel).__mro__[:-1]),
                Place("builtins", builtins, {name: vars(builtins)[name] for name in vars(builtins).keys() - IN_CELLS}),
            ]
        )
        self._transformers = transformers = shell.input_transformer_manager
        self._lists = [
            (transformers, name, list(getattr(transformers, name)))
            for name in ("cleanup_transforms", "line_transforms", "token_transformers")
        ]
        self._lists.append((shell, "input_transformers_post", list(shell.input_transformers_post)))
        self._callbacks = {event: list(callbacks) for event, callbacks in shell.events.callbacks.items()}
        parts = ("events", "compile", "displayhook", "display_pub", "_user_ns", "user_module")
        self._parts = {name: vars(shell)[name] for name in parts}
        self._ways_to_show_errors = shell.custom_exceptions
        self._flags = shell.compile.flags
        objects = [("", shell), *((f"{name}.", vars(shell)[name]) for name in parts[:4])]
        objects.append(("input_transformer_manager.", transformers))
        objects += [("kernel.", kernel) for kernel in kernels]
        self._objects = [(where, one, type(one), _methods(type(one))) for where, one in objects]
        self.restore_shell()  # a kernel has put a method of its own in front of its class's

    def restore_observer(self, with_functions: bool) -> list[str]:
        """Put back what is ours, and what sends evidence; the names of what had been replaced.

        with_functions: also the code of our functions; with the hook that listens, it takes a while to read it.
        """
        sys.settrace(None)
        sys.setprofile(None)
        end_profile()
        functions = self._functions.put_back() if with_functions else []
        return [*self._own.put_back(), *functions, *self._put_back_modules(), *self._ground.put_back()]

    def restore(self) -> list[str]:
        """Put everything back: ours, the libraries' and IPython's; the names of what had been replaced."""
        threading.settrace(None)
        threading.setprofile(None)
        watched = end_monitoring()
        libraries = [*self._libraries.put_back(), *self._libraries.take_away()]
        return [*watched, *self.restore_observer(with_functions=True), *libraries, *self.restore_shell()]

    def restore_shell(self) -> list[str]:
        """Let no cell change how the next ones are run: IPython's own methods, input transformers, callbacks."""
        shell = self._shell
        changed = [*self._ground.put_back(), *self._ground.take_away()]
        replaced = [name for name, part in self._parts.items() if vars(shell)[name] is not part]
        vars(shell).update(self._parts)
        shell.custom_exceptions = self._ways_to_show_errors
        shell.compile.flags = self._flags | shell.compile.flags & HANDED_ON
        if shell.input_transformer_manager is not self._transformers:
            shell.input_transformer_manager = self._transformers
            replaced.append("input_transformer_manager")
        for where, one, kind, methods in self._objects:
            if type(one) is not kind:
                one.__class__ = kind
                replaced.append(f"{where}__class__")
            # Of this very object, put in front of the method of its class.
            for name in vars(one).keys() & methods:
                delattr(one, name)
                replaced.append(f"{where}{name}")
        for owner, name, transforms in self._lists:
            if not _are_the_same(getattr(owner, name), transforms):
                setattr(owner, name, list(transforms))
                replaced.append(name)
        if shell.ast_transformers:
            shell.ast_transformers = []
            replaced.append("ast_transformers")
        shell.events.callbacks.update({event: list(callbacks) for event, callbacks in self._callbacks.items()})
        return [*changed, *(f"get_ipython().{name}" for name in replaced)]

    def _put_back_modules(self) -> list[str]:
        """What stands under the names of modules, ours and the libraries'."""
        if self._modules_contents.are_there():
            return []
        replaced = [name for name, module in self._modules_were.items() if self._modules.get(name) is not module]
        self._modules.update(self._modules_were)
        return [f"sys.modules[{name!r}]" for name in replaced]


class Place(NamedTuple):
    """A module or a class, and attributes of it as they were.

    where: its name, as a person is told it.
    """

    where: str
    what: ModuleType | type
    was: dict[str, Any]


class _Contents:
    """What stood in several mappings under names. It is asked after every case, and so without a loop in Python."""

    def __init__(self, mappings: Sequence[Mapping[str, Any]], were: Sequence[Mapping[str, Any]]) -> None:
        self._gets = [mapping.get for mapping in mappings]
        self._names = [tuple(was) for was in were]
        self._values = [value for was in were for value in was.values()]

    def are_there(self) -> bool:
        """Whether all are the very same objects: equality is for an object itself to say."""
        now = _CHAIN(_MAP(_MAP, self._gets, self._names, _REPEAT(_REPEAT(_ABSENT))))
        return _ALL(_MAP(_IS, now, self._values))


class Attributes:
    """Attributes of many places."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        now = [vars(place.what) for place in places]  # of a class, a view that follows what is set
        self._contents = _Contents(now, [place.was for place in places])
        classes = [place for place in places if isinstance(place.what, type)]
        self._names = [(place, vars(place.what).keys(), frozenset(vars(place.what))) for place in classes]

    def put_back(self) -> list[str]:
        """Set what has been replaced or deleted to what it was; its names."""
        if self._contents.are_there():
            return []
        replaced = []
        for where, what, was in self._places:
            now = _VARS(what)
            for name, value in was.items():
                if now.get(name, _ABSENT) is not value:
                    _SETATTR(what, name, value)
                    replaced.append(f"{where}.{name}")
        return replaced

    def take_away(self) -> list[str]:
        """Remove functions and properties that were added to classes in front of inherited ones; their names."""
        added = []
        for place, now, were in self._names:
            for name in now - were if now != were else ():
                value = _VARS(place.what)[name]
                inherited = any(name in _VARS(base) for base in place.what.__mro__[1:])
                if inherited and (callable(value) or isinstance(value, property)):
                    delattr(place.what, name)
                    added.append(f"{place.where}.{name}")
        return added


class Functions:
    """The code of functions, and what their parameters are by default."""

    def __init__(self, values: Iterable[Any]) -> None:
        """``values`` that are no functions are left out."""
        functions = [value for value in values if isinstance(value, FunctionType)]
        self._parts = []
        for name in ("__code__", "__defaults__", "__kwdefaults__"):
            get = attrgetter(name)
            having = [one for one in functions if get(one)]
            self._parts.append((name, get, having, list(map(get, having))))
        self._keywords = [one.__kwdefaults__ for one in functions if one.__kwdefaults__]
        self._keywords_were = [dict(keywords) for keywords in self._keywords]
        self._contents = _Contents(self._keywords, self._keywords_were)

    def put_back(self) -> list[str]:
        """Give functions back what has been replaced; their names."""
        replaced = []
        for name, get, functions, were in self._parts:
            if _ALL(_MAP(_IS, _MAP(get, functions), were)):
                continue
            for function, was in zip(functions, were, strict=True):
                if get(function) is not was:
                    _SETATTR(function, name, was)
                    replaced.append(f"{function.__module__}.{function.__qualname__}")
        if not self._contents.are_there():
            for keywords, were in zip(self._keywords, self._keywords_were, strict=True):
                keywords.update(were)
            replaced.append(f"what functions of {OWN} do by default")
        return replaced


def _are_the_same(now: Collection[Any], were: Collection[Any]) -> bool:
    return len(now) == len(were) and _ALL(_MAP(_IS, now, were))


def _methods(kind: type) -> frozenset[str]:
    """The names of what can be called of objects of a class."""
    return frozenset(name for name in dir(kind) if callable(getattr(kind, name, None)))


def _is_own_class(value: Any) -> bool:
    return isinstance(value, type) and value.__module__.partition(".")[0] == OWN


def _constant(module: ModuleType) -> dict[str, Any]:
    """All of a module of ours that anything relies on, but the one name that is set anew before each check: where its
    evidence goes."""
    left_out = ("_collect", "__doc__", "__file__", "__cached__", "__loader__", "__package__")
    return {name: value for name, value in vars(module).items() if name not in left_out}


def _settable(one: type) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name not in ("__dict__", "__weakref__", "__doc__")}


def _settled(module: ModuleType) -> dict[str, Any]:
    """A library's attributes that do not change by themselves: functions, classes, modules."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("__") and name not in SETTINGS and (callable(value) or isinstance(value, ModuleType))
    }
