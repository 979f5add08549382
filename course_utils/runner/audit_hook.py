"""What a notebook's code reaches for while it runs, noted by an audit hook (PEP 578), which nobody can take away again.

Code that is out to deceive can put a name together where nobody reads it. But it can't read a frame or start a program
without the interpreter saying so. Libraries do the same for ordinary code, such as an error with its traceback. They
may, where their own code spells what it takes, and hands it to nobody.
"""

import builtins
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import torch

from course_utils.checking.whose_code import COURSE, LIBRARIES, PYTHONS_OWN, STANDARD
from course_utils.runner import announced
from course_utils.runner.announced import HANDLER, KERNEL, announce_what_has_no_event
from course_utils.runner.wire import Wire

# Ways to a frame, to every object, and to be called at whatever happens.
READ, SET = "object.__getattr__", "object.__setattr__"
FRAMES = frozenset({"tb_frame", "gi_frame", "cr_frame", "ag_frame"})
OF_FUNCTIONS = frozenset({"__code__", "__defaults__", "__kwdefaults__"})
FUNCTIONS = frozenset(
    {"sys._getframe", "sys._current_frames", "sys._current_exceptions", "gc.get_objects", "gc.get_referrers",
     "gc.get_referents", "sys.setprofile", "sys.settrace", "sys.monitoring.register_callback", "sys.addaudithook"}
)  # fmt: skip
# Ways to another process, and to all memory.
STARTS = frozenset(
    {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn", "subprocess.Popen",
     "ctypes.dlopen", "ctypes.dlsym", "ctypes.cdata", "ctypes.call_function", "ctypes.string_at", "ctypes.wstring_at"}
)  # fmt: skip
# Ways to code that claims to be a library's.
MAKES_CODE = frozenset({"compile", "code.__new__"})
MARSHAL = frozenset({"marshal.loads", "marshal.load"})
PICKLE = "pickle.find_class"
EVENTS = FUNCTIONS | STARTS | MAKES_CODE | MARSHAL | {HANDLER, KERNEL, READ, SET, PICKLE}
LINE_IS_GONE = 70  # an exit status

TORCH = Path(torch.__file__).parent
# Ours, and a profiler in C, which calls nobody back.
KNOWN = (*(f"{COURSE / folder}{os.sep}" for folder in ("checking", "runner")), str(STANDARD / "cProfile.py"))
# Functions of libraries that hand a frame, or what is in it, to whoever calls them.
HANDS_OUT = frozenset(
    (str(file), function)
    for file, functions in (
        (STANDARD / "inspect.py", "currentframe stack trace getinnerframes"),
        (STANDARD / "traceback.py", "walk_tb walk_stack _walk_tb_with_full_positions"),
        (STANDARD / "logging" / "__init__.py", "<lambda> currentframe"),
        (STANDARD / "asyncio" / "base_tasks.py", "_task_get_stack"),
        (STANDARD / "types.py", "_GeneratorWrapper.gi_frame"),
        (TORCH / "_jit_internal.py", "createResolutionCallbackFromFrame"),
        (TORCH / "fx" / "proxy.py", "TracerBase._find_user_frame"),
        (TORCH / "fx" / "experimental" / "symbolic_shapes.py", "_find_user_code_frame"),
    )
    for function in functions.split()
)
# Debuggers and profilers in Python: classes that are made to be derived from, and call what is derived with frames.
FOR_CALLBACKS = frozenset(str(STANDARD / name) for name in ("bdb.py", "pdb.py", "profile.py", "trace.py"))
# Through these pass the programs, processes and calls into libraries in C that somebody behind them asks for.
PASSED_THROUGH = (
    str(COURSE / "checking" / "out_of_sight.py"),
    *(
        str(STANDARD / name)
        for name in ("subprocess.py", "os.py", "pty.py", "ctypes", "multiprocessing", "concurrent", "threading.py")
    ),
)
# Of Python's own, pdb and asyncio install handlers that a class which is derived from theirs can be behind.
BEHIND = {
    HANDLER: (announced.__file__, *PYTHONS_OWN),
    KERNEL: (announced.__file__, str(TORCH / "_ops.py")),
    **dict.fromkeys(STARTS, PASSED_THROUGH),
}

# These read pickles that they themselves have written, for other processes and for later.
READ_THEIR_OWN = tuple(
    map(str, (STANDARD / "multiprocessing", TORCH / "_dynamo", TORCH / "_functorch", TORCH / "_inductor"))
)
# What data that are stored as pickles consist of: classes of these modules, numbers and names there, and the functions
# that put objects together again.
STORED = frozenset(
    {"__main__", "_codecs", "builtins", "collections", "copyreg", "datetime", "decimal", "fractions", "numpy",
     "pathlib", "torch", "torch._tensor", "torch._utils", "torch.storage"}
)  # fmt: skip
NAMED_BEFORE = {"__builtin__": "builtins", "copy_reg": "copyreg"}  # in Python 2, whose names pickles hold
STORED_IN = ("kornia.", "numpy.", "pandas.", "PIL.", "scipy.", "sklearn.", "torch.nn.", "torch.optim.", "torchvision.",
             "torch.utils.data.")  # fmt: skip
PUTS_TOGETHER = ("_rebuild_", "_reconstruct", "__pyx_unpickle_", "__generator_ctor", "__bit_generator_ctor",
                 "__randomstate_ctor", "__newobj", "_load_from_bytes", "scalar", "encode")  # fmt: skip


def watch(wire: Wire) -> Callable[[], bool]:
    """From now on, note what this process's code reaches for: a line ``reached`` is sent at once, the first time.

    Where another file stands in the place of the wire, the process ends: nobody goes on whose note is lost.

    Nobody finds the hook under a name, and it looks nothing up where a cell can put something else: its code runs in a
    namespace of its own, and its lines are made here.

    Returns a function that says whether anybody has given any function another code, or other defaults, since it was
    last asked.
    """
    private: dict[str, Any] = {**globals(), "__builtins__": dict(vars(builtins))}
    for name, value in globals().items():
        if isinstance(value, FunctionType):
            private[name] = FunctionType(value.__code__, private)
    reached_for, is_the_same = private["_reached_for"], private["_is_the_same"]
    events, read, frames, changed = EVENTS, READ, FRAMES, SET
    lines = {what: wire.line("reached", what=what) for what in EVENTS | FRAMES | OF_FUNCTIONS}
    write, leave, descriptor, told, functions = os.write, os._exit, wire.fileno(), set(), []
    opened = os.fstat(descriptor)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        # Nearly all events end here. What fails here or below fails for whoever does such a thing.
        if event not in events or (event == read and args[1] not in frames):
            return
        if event == changed:
            functions.append(args[1])
        what = reached_for(event, args)
        if what and what not in told:
            if not is_the_same(descriptor, opened):
                leave(LINE_IS_GONE)
            write(descriptor, lines[what])
            told.add(what)

    def functions_have_changed() -> bool:
        have = bool(functions)
        functions.clear()
        return have

    sys.addaudithook(hook)
    announce_what_has_no_event()
    return functions_have_changed


def _reached_for(event: str, args: tuple[Any, ...]) -> str:
    """What the code that runs reaches for, as a person is told it; "" where a library does it for ordinary code."""
    if event == "sys._getframe" and args[0].f_code is HERE:  # the next lines' own
        return ""
    frame = _getframe().f_back.f_back  # behind the hook
    if frame is None:
        return ""
    if event in (READ, SET):
        ordinary = args[1] not in FRAMES | OF_FUNCTIONS or _spells(frame, args[1])
        return "" if ordinary else args[1]
    if event in FUNCTIONS:
        return "" if _spells(frame, event.rpartition(".")[2]) else event
    if event == HANDLER and not callable(args[1]):  # "ignore it", say
        return ""
    if event in BEHIND:
        return "" if _is_a_library_behind(frame, BEHIND[event]) else event
    if event in MAKES_CODE:
        file = args[1]
        forged = isinstance(file, str) and file.startswith(LIBRARIES) and not _is_library(frame.f_code)
        return event if forged else ""
    if event in MARSHAL:
        return "" if _is_library(frame.f_code) else event
    return "" if frame.f_code.co_filename.startswith(READ_THEIR_OWN) or _is_stored(*args) else event


HERE = _reached_for.__code__
_getframe, _modules, _fstat = sys._getframe, sys.modules, os.fstat


def _is_the_same(descriptor: int, opened: os.stat_result) -> bool:
    """Whether an open file is still the one that it was."""
    try:
        now = _fstat(descriptor)
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (opened.st_dev, opened.st_ino)


def _is_library(code: CodeType) -> bool:
    return code.co_filename.startswith(LIBRARIES)


def _spells(frame: FrameType | None, name: str) -> bool:
    """Whether it is a library's code that reaches for this by its name, and for itself.

    One that reaches for whatever name it is given, such as ``string.Formatter``, does so for somebody else.
    """
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(KNOWN):
            return True
        if not (_is_library(code) and (name in code.co_names or name in code.co_consts)):
            return False
        if code.co_filename not in FOR_CALLBACKS and (code.co_filename, code.co_qualname) not in HANDS_OUT:
            return True
        # It is then for its caller, who may be in the same file.
        caller = frame.f_back
        while caller is not None and caller.f_code.co_filename == code.co_filename:
            if code.co_filename not in FOR_CALLBACKS and (code.co_filename, caller.f_code.co_qualname) not in HANDS_OUT:
                return True
            frame, caller = caller, caller.f_back
        frame, name = caller, frame.f_code.co_name
    return False


def _is_a_library_behind(frame: FrameType | None, passed_through: tuple[str, ...]) -> bool:
    while frame is not None and frame.f_code.co_filename.startswith(passed_through):
        frame = frame.f_back
    return frame is None or _is_library(frame.f_code)


def _is_stored(module: str, name: str) -> bool:
    """Whether a pickle takes from a module what stored data consist of."""
    module = NAMED_BEFORE.get(module, module)
    if "." in name or not (module in STORED or module.startswith(STORED_IN)):
        return False
    if module not in _modules or name.startswith(PUTS_TOGETHER):  # it will be imported
        return name.startswith(PUTS_TOGETHER) or name[:1].isupper()
    found = vars(_modules[module]).get(name)
    is_code = isinstance(found, ModuleType) or (callable(found) and not isinstance(found, type))
    return not is_code or isinstance(found, FunctionType) and module == "__main__"  # a function of the notebook's own
