"""The rules: each looks at one node of an answer, and names what it reaches for there."""

import ast
import re
from collections.abc import Iterator

from autograder.second_look import names
from autograder.second_look.names import BY_NAME, MACHINERY, MODULES, PARTLY, is_private
from autograder.second_look.reading import Answer, pieces_of

DOTTED = re.compile(r"\w[\w.]*")
PYTHON_FILE = re.compile(r"[\w./-]*\.py")


def reached(answer: Answer) -> Iterator[str]:
    """What the nodes of an answer reach for, in their order."""
    harmless = _harmless(answer)
    for node in answer.nodes:
        for rule in (_names, _attributes, _imports, _options, _reached_by_name, _changes):
            yield from rule(node, answer, harmless)
        if isinstance(node, ast.Constant | ast.BinOp) and id(node) not in harmless:
            for text in filter(None, pieces_of(node)):
                yield from _told_by(text)


def _harmless(answer: Answer) -> set[int]:
    """The nodes that are ordinary for what stands around them: by their ids."""
    found = set()
    for node in answer.nodes:
        match node:
            case ast.Attribute(attr=part, value=ast.Name(id=module)) if part in PARTLY.get(module, ()):
                found.add(id(node.value))
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super"), args=[])):
                found.add(id(node))  # it has made sure that the object is one of the answer's own class
            case ast.Call(func=ast.Name(id=name) as function) if name in BY_NAME:
                found.add(id(function))
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                found |= {id(one) for one in (left, right) if isinstance(one, ast.Constant | ast.BinOp)}  # read as one
    return found


def _names(node: ast.AST, answer: Answer, harmless: set[int]) -> Iterator[str]:
    match node:
        case ast.Name(id=name) if name in BY_NAME and id(node) not in harmless:
            yield f"{name} under another name"
        case ast.Name(id=name) if (name in names.BUILTINS or name in MACHINERY) and name in answer.from_outside:
            yield name  # called, or kept under another name
        case ast.Name(id=name) if name in PARTLY and id(node) not in harmless and name in answer.from_outside:
            yield name
        case ast.Name(id=name, ctx=ast.Store()) if name in names.TOLD or (name.startswith("__") and is_private(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name in MACHINERY:
            yield name


def _attributes(node: ast.AST, answer: Answer, harmless: set[int]) -> Iterator[str]:
    match node:
        case ast.Attribute(attr=name) if name in MACHINERY or name in names.INNER_MODULES:
            yield name
        case ast.Attribute(attr=name) if is_private(name) and id(node) not in harmless and not _is_own(node, answer):
            yield name
        case ast.Attribute(attr=name) if name in names.INNER_PARTS and answer.root(node) in answer.libraries:
            yield names.INNER_PARTS[name]
        case ast.Attribute(attr=part, value=ast.Name(id=module)) if module in PARTLY and part not in PARTLY[module]:
            yield f"{module}.{part}"
        case ast.MatchClass(kwd_attrs=read):  # "case Exception(__traceback__=…)" reads attributes, too
            yield from (name for name in read if is_private(name) or name in MACHINERY)


def _is_own(node: ast.Attribute, answer: Answer) -> bool:
    """Whether a private attribute is the answer's own: of ``self``, or one to which it gives a value itself."""
    if node.attr in names.PRIVATE_IN_LIBRARIES or answer.root(node) in answer.libraries:
        return False
    of_self = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") and id(node) in answer.in_classes
    return (of_self and not node.attr.endswith("__")) or node.attr in answer.own_private_names


def _imports(node: ast.AST, answer: Answer, harmless: set[int]) -> Iterator[str]:
    match node:
        case ast.Import(names=aliases):
            yield from (alias.name for alias in aliases if not _is_expected(alias.name, alias.asname))
        case ast.ImportFrom(module=module, names=aliases):
            found = (f"{module or ''}.{alias.name}" for alias in aliases)
            yield from (name for name in found if not _is_expected(name))


def _is_expected(name: str, other_name: str | None = None) -> bool:
    """Whether an answer may import that: a module, or what is in one.

    other_name: that it gives to the module. One of which only a part is ordinary keeps its own name.
    """
    first, *inside = name.split(".")
    if _is_of_a_module(name) or any(map(_is_looked_for, inside)):
        return False
    if first in PARTLY:
        return set(inside[:1]) <= PARTLY[first] and (bool(inside) or other_name in (None, first))
    return first in names.EXPECTED


def _is_looked_for(name: str) -> bool:
    return is_private(name) or name in MACHINERY or name in names.INNER_MODULES


def _options(node: ast.AST, answer: Answer, harmless: set[int]) -> Iterator[str]:
    """What options switch on, given by name, by place or in a dictionary."""
    match node:
        case ast.keyword(arg=str(name), value=value) if name in names.OPTIONS and not _is_off(name, value):
            yield name
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                for name in (key is not None and answer.texts_of(key)) or ():
                    if is_private(name) or (name in names.OPTIONS and not _is_off(name, value)):
                        yield name
        case ast.Call(
            func=ast.Name(id="DataLoader") | ast.Attribute(attr="DataLoader"), args=[_, _, _, _, _, workers, *_]
        ) if not _is_off("num_workers", workers):
            yield "num_workers"
        case ast.Call(func=ast.Attribute(attr="load"), args=[_, _, _, *_]):  # np.load(file, None, True)
            yield "allow_pickle"
        case (
            ast.Call(func=ast.Attribute(attr="eval"), args=[_, *_])
            | ast.Call(func=ast.Attribute(attr="eval"), keywords=[_, *_])
        ):  # pandas.eval(text), and not model.eval()
            yield "eval"
        case ast.Call(
            func=ast.Attribute(attr="timeit" | "Timer") | ast.Name(id="timeit" | "Timer"), args=args, keywords=options
        ):
            timed = [*args[:2], *(option.value for option in options if option.arg in ("stmt", "setup", None))]
            if not all(isinstance(one, ast.Lambda) or answer.root(one) in answer.functions for one in timed):
                yield "timeit of a text"


def _is_off(name: str, value: ast.AST) -> bool:
    return isinstance(value, ast.Constant) and value.value == names.OPTIONS[name]


def _reached_by_name(node: ast.AST, answer: Answer, harmless: set[int]) -> Iterator[str]:
    """What stands under a name in a text: for getattr and its relatives, and for ``str.format``."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=args) if name in BY_NAME:
            asked = args[1] if len(args) > 1 and not isinstance(args[0], ast.Starred) else None
            texts = answer.texts_of(asked)
            if texts is not None:
                own = answer.own_private_names - names.PRIVATE_IN_LIBRARIES
                yield from (text for text in texts if _is_looked_for(text) and text not in own)
            elif not _is_numbered(asked):
                yield "a name that is put together"
        case ast.Call(func=ast.Attribute(attr="format" | "format_map" as name, value=text)) if (
            answer.texts_of(text) is None
        ):
            yield f"{name} of a text that is put together"


def _is_numbered(node: ast.AST) -> bool:
    """Whether it is a name like ``f"conv{i}"``: one that begins like none that is looked for."""
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(begin)), *_]):
            return begin[0].isalpha() and not (len(begin) > 1 and any(one.startswith(begin) for one in MACHINERY))
    return False


def _changes(node: ast.AST, answer: Answer, harmless: set[int]) -> Iterator[str]:
    """What others own, and the answer changes."""
    match node:
        case ast.Attribute(ctx=ast.Store() | ast.Del()) if answer.root(node) in answer.libraries:
            place = _dotted(node)
            if not place.startswith("torch.backends."):  # settings, which are there to be set
                yield f"a new {place}"
        case ast.Attribute(attr="__class__", ctx=ast.Store()):
            yield "a new __class__"
        case (
            ast.Call(func=ast.Name(id="setattr" | "delattr" | "update_wrapper"), args=[changed, *_])
            | ast.Call(func=ast.Attribute(attr="update_wrapper"), args=[changed, *_])
            | ast.Call(func=ast.Call(func=ast.Name(id="wraps") | ast.Attribute(attr="wraps")), args=[changed])
        ) if answer.root(changed) in answer.libraries:
            yield f"a change to {_dotted(changed)}"
        case ast.Call(
            func=ast.Name(id="wraps" | "update_wrapper" as name)
            | ast.Attribute(attr="wraps" | "update_wrapper" as name),
            args=args,
            keywords=options,
        ) if options or len(args) > (1 if name == "wraps" else 2):
            yield f"{name} with attributes of its own choice"


def _dotted(node: ast.AST) -> str:
    """``torch.nn.Linear``, from a name and its attributes."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)])


def _told_by(text: str) -> Iterator[str]:
    """What a text names: a place, a file of Python, or what a function finds by its name."""
    yield from (place for place in names.PLACES if place in text)
    private = "._" in text and DOTTED.fullmatch(text)  # "torch._C", or what it begins with
    if private or PYTHON_FILE.fullmatch(text) or ("." in text and _is_of_a_module(text)):
        yield text
    yield from (name for name in names.FOLLOWED if name in text)


def _is_of_a_module(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in MODULES)
