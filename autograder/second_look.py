"""What in an answer's text asks for a person's second look.

The observer shares its process with the answer, so an answer that is out to deceive can hide which operations it ran.
It can hardly do so without naming the means. What is found here costs no points: a person decides.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

# Names by which an answer reaches for the machinery around it; nothing in the course needs them.
MACHINERY = {
    "_getframe", "_current_frames", "f_back", "f_locals", "f_globals", "gi_frame", "tb_frame", "cr_frame",
    "currentframe", "get_objects", "get_referrers", "get_referents", "ctypes", "cffi", "settrace", "setprofile",
    "__torch_dispatch__", "__torch_function__", "__array_function__", "TorchDispatchMode", "TorchFunctionMode",
    "_DisableTorchDispatch", "_DisableTorchDispatchBase", "DisableTorchFunctionSubclass", "DisableTorchFunction",
    "_disable_current_modes", "hand_evidence_to", "OperationRecorder", "__subclasses__", "__globals__", "__closure__",
    "cell_contents", "__code__", "_exit", "abort", "input_transformers_cleanup", "ast_transformers", "run_cell",
    "do_execute", "showtraceback", "execl", "execv", "execve", "fdopen", "dup", "dup2", "writev", "fork", "posix_spawn",
    "system", "popen", "run_cell_magic", "_pop_mode", "_pop_mode_temporarily", "addaudithook", "monitoring",
    "setitimer", "vars", "globals", "locals", "__dict__", "__import__", "import_module", "__builtins__",
}  # fmt: skip
MODULES = (
    "course_utils.checking", "course_utils.runner", "course_utils.questions", "autograder", "nbgrader", "gc",
    "threading", "_thread", "concurrent", "multiprocessing", "subprocess",
)  # fmt: skip
# What no answer has a reason to change, by the names under which notebooks know it.
LIBRARIES = {"torch", "np", "numpy", "F", "nn", "course_utils"}
MOST_CHARACTERS = 200_000  # reading Python takes a hundred times as much memory as its text
PLACES = ("/proc/", "gradebook", "submitted/", "NBGRADER")


@lru_cache(1024)  # a class shares many answers
def suspicious(source: str) -> tuple[str, ...]:
    """What the text of an answer cell reaches for, each once, in order; a text that is not Python reaches nothing."""
    if len(source) > MOST_CHARACTERS:
        return (f"{len(source):,} characters",)
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))  # magics made into Python
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(dict.fromkeys(_reached(tree)))


def _reached(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in MACHINERY:
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name in MACHINERY:
                yield name
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases if _is_machinery(alias.name))
            case ast.ImportFrom(module=module, names=aliases):
                yield from (f"{module}.{alias.name}" for alias in aliases if _is_machinery(module or "", alias.name))
            case ast.Attribute(value=ast.Name(id="course_utils"), attr=name) if _is_machinery(f"course_utils.{name}"):
                yield f"course_utils.{name}"
            case ast.Attribute(value=ast.Name(id="os"), attr="write"):
                yield "os.write"
            case ast.Call(func=ast.Name(id="eval" | "exec" as name)):
                yield name
            case ast.Call(func=ast.Name(id="getattr" | "setattr"), args=[_, name, *_]) if not _is_text(name):
                yield "a name that is put together"
            case ast.Attribute(ctx=ast.Store() | ast.Del()) if _root(node) in LIBRARIES:
                place = ast.unparse(node)
                if not place.startswith("torch.backends."):  # settings, which are there to be set
                    yield f"a new {place}"
            case ast.Call(func=ast.Name(id="setattr"), args=[changed, *_]) if _root(changed) in LIBRARIES:
                yield f"a change to {ast.unparse(changed)}"
            case ast.Constant(value=str(text)):
                yield from (place for place in PLACES if place in text)
                yield from ([text] if text in MACHINERY or _is_machinery(text) else [])


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _root(node: ast.AST) -> str:
    """The name at the left end of ``torch.nn.Conv2d``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_machinery(module: str, name: str = "") -> bool:
    inside = any(module == ours or module.startswith(f"{ours}.") for ours in MODULES)
    return inside or name in MACHINERY or module.partition(".")[0] in MACHINERY
