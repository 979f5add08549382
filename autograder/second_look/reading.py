"""An answer's text as nodes of Python, and what the rules have to know of them."""

import ast
import contextlib
import re
import symtable
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from IPython.core.inputtransformer2 import TransformerManager

from autograder.second_look.magics import magic_in
from autograder.second_look.names import LIBRARIES

# What is Python already IPython leaves as it is, but for these: indents, prompts, and line ends of other kinds.
FOR_IPYTHON = re.compile(r"\A\s|^[ \t]*(?:[%!?]|>>>|\.\.\.|In \[)|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", re.MULTILINE)
# IPython reads the whole text again for each magic, and its tokens take a time that grows with a line's square.
MOST_FOR_IPYTHON, MOST_READ_AGAIN, MOST_IN_A_LINE = 20_000, 150_000, 500  # characters
MOST_MAGICS = 50
MOST_TEXTS = 20  # for which a name stands
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class TooMuch(ValueError):
    """The text would take too long to read; the message says of what it has too much."""


@dataclass
class Answer:
    """The nodes of an answer, from the outermost to the innermost, with those of the code in its magics.

    code: the Python that they were made from, piece by piece.
    in_classes: which nodes stand in a class, by their ids.
    unusual: its magics and commands that are not ordinary.
    """

    nodes: list[ast.AST] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    in_classes: set[int] = field(default_factory=set)
    unusual: list[str] = field(default_factory=list)

    def root(self, node: ast.AST) -> str:
        """The name at the left end of ``torch.nn.Conv2d``; "" where there is none."""
        return self._roots.get(id(node), "")

    @cached_property
    def _roots(self) -> dict[int, str]:
        roots: dict[int, str] = {}
        for node in reversed(self.nodes):  # what is inside first
            if isinstance(node, ast.Name):
                roots[id(node)] = node.id
            elif isinstance(node, ast.Attribute):
                roots[id(node)] = roots.get(id(node.value), "")
        return roots

    @cached_property
    def libraries(self) -> frozenset[str]:
        """The names of libraries, and what stands for them or a part of them in this answer."""
        stands_for = defaultdict(list)
        for name, value in (*self._bound, *_handed_over(self.nodes)):
            stands_for[self.root(value)].append(name)
        names, todo = set(), [*(LIBRARIES & self.from_outside), *_imported(self.nodes)]
        while todo:
            name = todo.pop()
            if name and name not in names:
                names.add(name)
                todo += stands_for[name]
        return frozenset(names)

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names of the functions that it defines."""
        return frozenset(node.name for node in self.nodes if isinstance(node, ast.FunctionDef))

    @cached_property
    def own_private_names(self) -> frozenset[str]:
        """The private attributes that the answer itself gives a value."""
        names = set()
        for node in self.nodes:
            match node:
                case ast.Attribute(attr=name, ctx=ast.Store()):
                    names.add(name)
                case ast.ClassDef(body=body):
                    names.update(one.name for one in body if isinstance(one, DEFINITIONS))
                case ast.Name(id=name, ctx=ast.Store()) if id(node) in self.in_classes:
                    names.add(name)
        return frozenset(name for name in names if name.startswith("_"))

    def texts_of(self, node: ast.AST) -> list[str] | None:
        """The texts that an expression can be: a text, several put together, a name for such; None if unknown."""
        if isinstance(node, ast.Name):
            return self._named_texts.get(node.id)
        pieces = pieces_of(node)
        return pieces if len(pieces) == 1 and pieces[0] is not None else None

    @cached_property
    def _named_texts(self) -> dict[str, list[str]]:
        """The texts that a name can stand for, for names which stand for nothing else in this answer."""
        stored, bound = defaultdict(int), defaultdict(list)
        for node in self.nodes:
            match node:
                case ast.Name(id=name, ctx=ast.Store()):
                    stored[name] += 1
                case ast.arg(arg=name) | ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
                    stored[name] += 1
        for name, value in self._bound:
            bound[name].append(pieces_of(value))
        return {
            name: [pieces[0] for pieces in values]
            for name, values in bound.items()
            if stored[name] == 1
            and len(values) <= MOST_TEXTS
            and all(len(pieces) == 1 and pieces[0] is not None for pieces in values)
        }

    @cached_property
    def _bound(self) -> list[tuple[str, ast.AST]]:
        return list(_bound(self.nodes))

    @cached_property
    def from_outside(self) -> frozenset[str]:
        """The names that it takes from the notebook or from Python, as far as its text tells."""
        try:
            tables = [symtable.symtable(code, "answer", "exec") for code in self.code]
        except SyntaxError:
            return frozenset(node.id for node in self.nodes if isinstance(node, ast.Name))
        settled = set().union(*map(_settled, self.code))
        names = {node.id for node in self.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del)}
        for table in tables:  # grows while it is walked through
            tables += table.get_children()
            outside = table.get_type() != "function"
            names.update(
                one.get_name() for one in table.get_symbols() if one.is_referenced() and (outside or one.is_global())
            )
        return frozenset(names - settled)


def read(source: str) -> Answer:
    """Read a text; raises what Python raises where it can't, and :class:`TooMuch`."""
    reader = _Reader()
    answer = Answer(code=reader.code)
    todo: deque[tuple[ast.AST, bool]] = deque([(reader.parsed(source), False)])
    while todo:
        node, in_class = todo.popleft()
        magic = magic_in(node)
        if magic is None:
            answer.nodes.append(node)
            if in_class:
                answer.in_classes.add(id(node))
            in_class = in_class or isinstance(node, ast.ClassDef)
            children = ast.iter_child_nodes(node)
            todo.extend((child, in_class) for child in children if not isinstance(child, ast.expr_context))
            continue
        if not magic.is_ordinary:
            answer.unusual.append(magic.text)
        try:
            todo.extend((reader.parsed(code), in_class) for code in magic.code)
        except TooMuch:
            raise
        except (SyntaxError, ValueError):
            answer.unusual.append(f"{magic.text} with what is no Python")
    return answer


class _Reader(TransformerManager):
    """IPython's own reading of texts, up to a number of magics in all. ``code`` is what it has made of them."""

    def __init__(self) -> None:
        super().__init__()
        self.code: list[str] = []
        self._left = MOST_READ_AGAIN

    def parsed(self, source: str) -> ast.Module:
        """The text as Python; most have nothing in them that IPython would read otherwise."""
        code, tree = source, None
        if not FOR_IPYTHON.search(source):
            with contextlib.suppress(SyntaxError):  # it may still begin with , ; or /, or end with ?
                tree = ast.parse(code)
        if tree is None:
            if len(source) > MOST_FOR_IPYTHON or max(map(len, source.splitlines()), default=0) > MOST_IN_A_LINE:
                raise TooMuch("more than can be read where magics are looked for")
            code = self.transform_cell(source)
            tree = ast.parse(code)
        self.code.append(code)
        return tree

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        changed = True
        while changed:
            self._left -= sum(map(len, lines)) + MOST_READ_AGAIN // MOST_MAGICS
            if self._left < 0:
                raise TooMuch("more magics than an answer needs")
            changed, lines = self.do_one_token_transform(lines)
        return lines


def pieces_of(node: ast.AST) -> list[str | None]:
    """What a sum of texts comes to: each text as far as it goes, None for what is no text. One of them if it is one."""
    pieces: list[str | None] = []
    todo = [node]
    texts: list[str] = []
    while todo:
        match todo.pop():
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                todo += right, left
                continue
            case ast.Constant(value=str(text)):
                texts.append(text)
                continue
        pieces += ["".join(texts), None] if texts else [None]
        texts.clear()
    return [*pieces, "".join(texts)] if texts else pieces


def _bound(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """The names that a value is given to, each with the value."""
    for node in nodes:
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _pairs(target, value)
            case ast.NamedExpr(target=target, value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from _pairs(target, value)
            case (
                ast.For(target=target, iter=ast.Tuple(elts=values) | ast.List(elts=values))
                | ast.comprehension(target=target, iter=ast.Tuple(elts=values) | ast.List(elts=values))
            ):
                for value in values:
                    yield from _pairs(target, value)


def _pairs(target: ast.AST, value: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ((ast.Tuple(elts=targets) | ast.List(elts=targets)), (ast.Tuple(elts=values) | ast.List(elts=values))):
            for one, its in zip(targets, values, strict=False):
                yield from _pairs(one, its)


def _handed_over(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """The parameters of the answer's own functions, with what it calls them with."""
    parameters = {
        node.name: [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
        for node in nodes
        if isinstance(node, ast.FunctionDef)
    }
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id=name), args=args, keywords=options) if name in parameters:
                yield from zip(parameters[name], args, strict=False)
                yield from ((option.arg, option.value) for option in options if option.arg)


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)


def _settled(code: str) -> set[str]:
    """The names that a statement of the cell itself gives a value, before anything else in the cell mentions them."""
    settled, mentioned = set(), set()
    for statement in ast.parse(code).body:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        mentioned |= {node.id for node in names if not isinstance(node.ctx, ast.Store)} - settled
        settled -= {node.id for node in names if isinstance(node.ctx, ast.Del)}
        if isinstance(statement, DEFINITIONS):
            settled |= {statement.name} - mentioned
        if isinstance(statement, ast.Assign):
            settled |= {node.id for node in names if isinstance(node.ctx, ast.Store)} - mentioned
    return settled
