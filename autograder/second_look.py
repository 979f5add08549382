"""What in an answer's text asks for a person's second look.

The observer shares its process with the answer, so an answer that is out to deceive can hide which operations it ran.
It can hardly do so without naming the means. What is found here costs no points: a person decides.
"""

import ast
from collections.abc import Iterator

# Names by which an answer reaches for the machinery around it; nothing in the course needs them.
MACHINERY = {
    "_getframe", "_current_frames", "f_back", "f_locals", "f_globals", "gi_frame", "tb_frame", "cr_frame",
    "currentframe", "get_objects", "get_referrers", "get_referents", "ctypes", "cffi", "settrace", "setprofile",
    "__torch_dispatch__", "__torch_function__", "__array_function__", "TorchDispatchMode", "TorchFunctionMode",
    "_DisableTorchDispatch", "_DisableTorchDispatchBase", "DisableTorchFunctionSubclass", "DisableTorchFunction",
    "_disable_current_modes", "hand_evidence_to", "OperationRecorder", "__subclasses__", "__globals__", "__closure__",
    "cell_contents", "__code__", "_exit", "abort", "input_transformers_cleanup", "ast_transformers", "run_cell",
    "do_execute", "showtraceback", "execl", "execv", "execve", "fdopen",
}  # fmt: skip
MODULES = ("course_utils.checking", "course_utils.runner", "course_utils.questions", "autograder", "nbgrader", "gc")
PLACES = ("/proc/", "gradebook", "submitted/", "NBGRADER")


def suspicious(source: str) -> list[str]:
    """What the text of an answer cell reaches for, each once, in order; a text that is not Python reaches nothing."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return list(dict.fromkeys(_reached(tree)))


def _reached(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in MACHINERY:
                yield name
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases if _is_machinery(alias.name))
            case ast.ImportFrom(module=module, names=aliases):
                yield from (f"{module}.{alias.name}" for alias in aliases if _is_machinery(module or "", alias.name))
            case ast.Constant(value=str(text)):
                yield from (place for place in PLACES if place in text)
                yield from ([text] if text in MACHINERY else [])


def _is_machinery(module: str, name: str = "") -> bool:
    inside = any(module == ours or module.startswith(f"{ours}.") for ours in MODULES)
    return inside or name in MACHINERY or module.partition(".")[0] in MACHINERY
