"""What in an answer's text asks for a person's second look.

The observer shares its process with the answer, so an answer that is out to deceive can hide which operations it ran.
It can hardly do so without naming the means. What is found here costs no points: a person decides.
"""

import ast
import contextlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

from autograder.realign import MOST_PARSED

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
    "setitimer", "vars", "globals", "locals", "__dict__", "__import__", "import_module", "__builtins__", "getoutput",
    "redispatch", "attrgetter", "methodcaller", "share_memory_",
}  # fmt: skip
MODULES = (
    "course_utils.checking", "course_utils.runner", "course_utils.questions", "autograder", "nbgrader", "gc",
    "threading", "_thread", "concurrent", "multiprocessing", "subprocess",
)  # fmt: skip
# What answers have a reason to import. Anything else is named; it may well be harmless.
EXPECTED = {
    "__future__", "abc", "bisect", "cmath", "collections", "contextlib", "copy", "course_utils", "cv2", "dataclasses",
    "decimal", "enum", "fractions", "functools", "heapq", "itertools", "json", "kornia", "math", "matplotlib",
    "numbers", "numpy", "operator", "pandas", "pathlib", "PIL", "pprint", "random", "re", "scipy", "seaborn", "skimage",
    "sklearn", "statistics", "string", "textwrap", "time", "torch", "torchsummary", "torchvision", "tqdm", "types",
    "typing", "warnings",
}  # fmt: skip
# What a class defines for Python to call, and what everybody may read.
DUNDERS = re.compile(r"__(init|call|len|getitem|iter|next|enter|exit|repr|str|name|doc|class|file|version|all)__")
# What no answer has a reason to change, by the names under which notebooks know it.
LIBRARIES = {"torch", "np", "numpy", "F", "nn", "course_utils"}
# IPython's transformer reads the whole cell again for each magic, and gives up after 500.
MOST_MAGICS, MOST_READ_AGAIN = 50, 500_000  # characters in all
PLACES = ("/proc/", "/dev/fd", "gradebook", "submitted/", "NBGRADER")
# Of the names above those that a text may hold for `str.format` to follow: "{0.__globals__}".
FOLLOWED = {name for name in MACHINERY if "_" in name.strip("_") or name.startswith("__")}
FORMATS = {"format", "format_map"}
# A text without these has no magic, no command, no help, no prompt and no indent to be taken away.
FOR_IPYTHON = re.compile(r"[%!?]|>>>|\.\.\.|In \[|\A\s")
MAGIC = re.compile(r"^[^#\n]*?(?:^|=)[ \t]*[!%?]|^[ \t]*[,;/]|\?[ \t]*$", re.MULTILINE)
# With a name, these reach for what stands under it; kept under another name, or handed on, for whatever comes.
BY_NAME = {"getattr", "setattr", "delattr"}
READS_FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "memmap", "fromfile"}
PARTS_OF_THE_COURSE = {name.partition(".")[2] for name in MODULES if name.startswith("course_utils.")}
SINGLE_MODULES = {name for name in MODULES if "." not in name} | {"sys", "os", "builtins"}


@lru_cache(1024)  # a class shares many answers
def suspicious(source: str) -> tuple[str, ...]:
    """What the text of an answer cell reaches for, each once, in order; a text that is not Python reaches nothing."""
    if len(source) > MOST_PARSED:
        return (f"{len(source):,} characters",)
    magics = len(MAGIC.findall(source))
    if magics > MOST_MAGICS or magics * len(source) > MOST_READ_AGAIN:
        return ("more magics than an answer needs",)
    try:
        tree = _parsed(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, RuntimeError):
        return ()
    nodes = list(ast.walk(tree))
    try:
        return tuple(dict.fromkeys(_reached(nodes, _aliases(nodes))))
    except RecursionError:  # a name with hundreds of dots: Python runs it
        return ("more than can be read",)


def _parsed(source: str) -> ast.Module:
    """The answer as Python; most have nothing in them that IPython would read otherwise."""
    if not FOR_IPYTHON.search(source):
        with contextlib.suppress(SyntaxError):  # it may begin with , ; or /
            return ast.parse(source)
    return ast.parse(TransformerManager().transform_cell(source))  # magics made into Python


def _aliases(nodes: Sequence[ast.AST]) -> frozenset[str]:
    """The libraries' names, and what stands for them or a part of them in this answer."""
    names = set(LIBRARIES)
    for node in nodes:
        match node:
            case ast.Import(names=given):
                names |= {
                    (one.asname or one.name).partition(".")[0] for one in given if _root_name(one.name) in LIBRARIES
                }
            case ast.ImportFrom(module=str(module), names=given) if _root_name(module) in LIBRARIES:
                names |= {one.asname or one.name for one in given}
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute() | ast.Name() as value):
                if _root(value) in names:
                    names.add(name)
    return frozenset(names)


def _root_name(module: str) -> str:
    return module.partition(".")[0]


def _is_private(name: str) -> bool:
    return name.startswith("_") and name.strip("_") != "" and not DUNDERS.fullmatch(name)


def _reached(nodes: Sequence[ast.AST], libraries: frozenset[str]) -> Iterator[str]:
    own = {"self", "cls", "super"}
    opening = {id(node.func) for node in nodes if _opens_a_named_file(node)}
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    for_magics = {id(asking) for node in nodes if (asking := _asks_for_a_magic(node)) is not None}
    for node in nodes:
        match node:  # what is out of the ordinary; below, what is known: a node may be both
            case ast.Attribute(attr=name) if _is_private(name) and _root(node) not in own:
                yield name
            case ast.Name(id=name, ctx=ast.Store()) if name.startswith("__"):
                yield name
            case ast.Name(id="eval" | "exec" | "compile" as name):  # called, or kept under another name
                yield name
            case ast.MatchClass(kwd_attrs=names) if reached := [n for n in names if _is_private(n) or n in MACHINERY]:
                yield from reached  # "case Exception(__traceback__=…)" reads attributes, too
            case ast.Name(id="open") if id(node) not in opening:  # it takes a descriptor's number, too
                yield "open"
            case ast.Attribute(attr=name) if name in READS_FILES and id(node) not in opening:
                yield name
            case ast.Name(id=name) if name in BY_NAME and id(node) not in called:
                yield f"{name} under another name"
            case ast.Name(id="get_ipython") if id(node) not in for_magics:
                yield "get_ipython"
            case ast.keyword(arg="num_workers", value=value) if not _is_zero(value):
                yield "num_workers"
            case ast.Dict(keys=keys) if private := [
                key.value for key in keys if _is_text(key) and _is_private(key.value)
            ]:
                yield from private
            case ast.Attribute(attr=name, value=text) if name in FORMATS and not _is_text(text):
                yield f"{name} of a text that is put together"
            case ast.Import(names=aliases) if unusual := [a.name for a in aliases if not _is_expected(a.name)]:
                yield from unusual
            case ast.ImportFrom(module=module, names=aliases) if not all(
                _is_expected(f"{module or ''}.{alias.name}") for alias in aliases
            ):
                yield from (f"{module}.{alias.name}" for alias in aliases)
            case ast.Attribute(attr=name) if name in SINGLE_MODULES and _root(node) not in own:
                yield name
            case ast.Attribute(attr=name) if name in PARTS_OF_THE_COURSE and _root(node) in libraries:
                yield f"course_utils.{name}"
            case ast.Call(func=ast.Attribute(attr="run_line_magic"), args=[_, ast.Constant(value=str(text))]):
                yield from suspicious(text)
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in MACHINERY:
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name in MACHINERY:
                yield name
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases if _is_machinery(alias.name))
            case ast.ImportFrom(module=module, names=aliases):
                yield from (f"{module}.{alias.name}" for alias in aliases if _is_machinery(module or "", alias.name))
            case ast.Attribute(value=ast.Name(id="os"), attr="write"):
                yield "os.write"
            case ast.Call(func=ast.Name(id=name), args=[_, text, *_]) if name in BY_NAME and not _is_text(text):
                yield "a name that is put together"
            case ast.Call(func=ast.Name(id=name), args=[_, text, *_]) if name in BY_NAME and _is_private(text.value):
                yield text.value
            case ast.Call(
                func=ast.Name(id="update_wrapper") | ast.Attribute(attr="update_wrapper"), args=[changed, *_]
            ):
                yield f"a change to {ast.unparse(changed)}"
            case ast.Attribute(ctx=ast.Store() | ast.Del()) if _root(node) in libraries:
                place = ast.unparse(node)
                if not place.startswith("torch.backends."):  # settings, which are there to be set
                    yield f"a new {place}"
            case ast.Call(func=ast.Name(id="setattr"), args=[changed, *_]) if _root(changed) in libraries:
                yield f"a change to {ast.unparse(changed)}"
            case ast.Constant(value=str(text)):
                yield from (place for place in PLACES if place in text)
                yield from ([text] if text in MACHINERY or _is_machinery(text) else [])
                yield from (name for name in sorted(FOLLOWED) if name in text and name != text)


def _opens_a_named_file(node: ast.AST) -> bool:
    """Whether it is a call that opens a file, with the file's name in it, and none of the options for descriptors."""
    match node:
        case ast.Call(func=ast.Name(id="open"), args=[name, *_], keywords=options):
            return _is_text(name) and not {option.arg for option in options} & {"closefd", "opener", None}
        case ast.Call(func=ast.Attribute(attr=name, value=ast.Call(func=ast.Name(id="Path"), args=[path]))):
            return name in READS_FILES and _is_text(path)
        case ast.Call(func=ast.Attribute(attr=name), args=[path, *_]):  # PIL's Image.open
            return name in READS_FILES and _is_text(path)
    return False


def _asks_for_a_magic(node: ast.AST) -> ast.Name | None:
    """The name ``get_ipython`` in what IPython makes of a magic: ``get_ipython().run_line_magic(…)``."""
    match node:
        case ast.Attribute(
            attr="run_line_magic" | "run_cell_magic", value=ast.Call(func=ast.Name(id="get_ipython") as asking)
        ):
            return asking
    return None


def _is_zero(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _root(node: ast.AST) -> str:
    """The name at the left end of ``torch.nn.Conv2d``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_expected(module: str) -> bool:
    first, *inside = module.split(".")
    return first in EXPECTED and not any(map(_is_private, inside))


def _is_machinery(module: str, name: str = "") -> bool:
    names = module, f"{module}.{name}"
    inside = any(one == ours or one.startswith(f"{ours}.") for ours in MODULES for one in names)
    return inside or name in MACHINERY or module.partition(".")[0] in MACHINERY
